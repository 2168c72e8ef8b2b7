import { createBackup } from '../../app/create-backup.ts';
import type { BackupResult } from '../../backup/backup-database.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupCreateShape } from '../definitions/backup-create.ts';
import { printReport } from '../print-report.ts';
import { formatBytes } from '../render/format-number.ts';
import { sessionOfCall } from '../session-of-call.ts';

const renderText = ({ path, bytes, deleted }: BackupResult): string =>
  [
    `${escapeText(path)}, ${formatBytes(bytes)}, checked\n`,
    ...deleted.map((old) => `deleted ${escapeText(old)}, a backup older than backup.retention_days\n`),
  ].join('');

/** `sendwindow backup create DB` (spec 4.1). */
export async function backupCreate(call: CommandCall<typeof backupCreateShape>): Promise<ExitCode> {
  const request = { ...call.options, database: call.arguments.db };
  printReport(call, await createBackup(request, sessionOfCall(call)), renderText);
  return 0;
}
