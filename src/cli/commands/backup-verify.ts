import { basename } from 'node:path';
import { type VerifiedBackup, verifyBackup } from '../../app/verify-backup.ts';
import { escapeLines } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupVerifyShape } from '../definitions/backup-verify.ts';
import { printReport } from '../print-report.ts';
import { formatBytes, formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall } from '../session-of-call.ts';

const format = (count: number | null): string | null => (count === null ? null : formatInteger(count));

const columns: readonly Column<VerifiedBackup>[] = [
  { title: 'backup', cell: ({ path }) => basename(path), keep: true },
  { title: '', cell: ({ ok }) => (ok ? 'ok' : 'unusable') },
  { title: 'size', cell: ({ bytes }) => (bytes === null ? null : formatBytes(bytes)), align: 'right' },
  { title: 'schema', cell: ({ schema_version }) => schema_version, align: 'right' },
  { title: 'contacts', cell: ({ contacts }) => format(contacts), align: 'right' },
  { title: 'mails', cell: ({ schedules }) => format(schedules), align: 'right' },
];

/** `sendwindow backup verify DB [BACKUP]` (spec 4.1). Exit code 1 if one cannot be restored. */
export async function backupVerify(call: CommandCall<typeof backupVerifyShape>): Promise<ExitCode> {
  const { db: database, backup } = call.arguments;
  const report = await verifyBackup({ ...call.options, database, backup }, sessionOfCall(call));
  printReport(call, report, ({ backups }, io) => renderTable(backups, columns, io));
  for (const { problem } of report.backups) {
    if (problem !== null) call.io.stderr(`BACKUP_FAILED: ${escapeLines(problem)}\n`);
  }
  return report.backups.every(({ ok }) => ok) ? 0 : 1;
}
