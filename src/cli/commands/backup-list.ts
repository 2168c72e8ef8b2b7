import { basename } from 'node:path';
import type { Backup } from '../../run/backup/list-backups.ts';
import { backupsOf, readBackupPlace } from '../backup-request.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupListShape } from '../definitions/backup-list.ts';
import { formatBytes } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';

const columns: readonly Column<Backup>[] = [
  { title: 'taken (UTC)', cell: ({ takenAt }) => takenAt, keep: true },
  { title: 'size', cell: ({ bytes }) => formatBytes(bytes), align: 'right' },
  { title: 'backup', cell: ({ path }) => basename(path), keep: true },
];

/** `sendwindow backup list DB` (spec 4.1). */
export async function backupList(call: CommandCall<typeof backupListShape>): Promise<ExitCode> {
  const { io, options } = call;
  const place = await readBackupPlace(io, call.arguments.db, options);
  const backups = backupsOf(place);
  if (options.json) {
    const entries = backups.map(({ path, takenAt, bytes }) => ({ path, taken_at: takenAt, bytes }));
    io.stdout(renderJson({ database: call.arguments.db, backups: entries }));
  } else if (backups.length === 0) io.stdout(`no backups in ${place.backup.directory}\n`);
  else io.stdout(renderTable(backups, columns, io));
  return 0;
}
