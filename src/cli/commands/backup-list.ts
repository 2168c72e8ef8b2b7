import { basename } from 'node:path';
import { type BackupList, type ListedBackup, listBackups } from '../../app/list-backups.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupListShape } from '../definitions/backup-list.ts';
import type { Io } from '../io.ts';
import { printReport } from '../print-report.ts';
import { formatBytes } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall } from '../session-of-call.ts';

const columns: readonly Column<ListedBackup>[] = [
  { title: 'taken (UTC)', cell: ({ taken_at }) => taken_at, keep: true },
  { title: 'size', cell: ({ bytes }) => formatBytes(bytes), align: 'right' },
  { title: 'made', cell: ({ made, run_id }) => (made === null ? '-' : `${made} ${run_id}`), keep: true },
  { title: 'backup', cell: ({ path }) => basename(path), keep: true },
];

const renderText = ({ backups, directory }: BackupList, io: Io): string =>
  backups.length === 0 ? `no backups in ${escapeText(directory)}\n` : renderTable(backups, columns, io);

/** `sendwindow backup list DB` (spec 4.1). */
export async function backupList(call: CommandCall<typeof backupListShape>): Promise<ExitCode> {
  const request = { ...call.options, database: call.arguments.db };
  printReport(call, await listBackups(request, sessionOfCall(call)), renderText);
  return 0;
}
