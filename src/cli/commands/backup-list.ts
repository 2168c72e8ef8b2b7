import { basename } from 'node:path';
import type { Backup } from '../../backup/list-backups.ts';
import { type BackupRun, readBackupRun } from '../../backup/read-backup-run.ts';
import { backupsOf, readBackupPlace } from '../backup-request.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { backupListShape } from '../definitions/backup-list.ts';
import { formatBytes } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';

/** A backup, and the run that made it or that came before it. */
interface ListedBackup extends Backup {
  readonly run: BackupRun | null;
}

const describeRun = ({ run }: ListedBackup): string => (run === null ? '-' : `${run.moment} ${run.runId}`);

const columns: readonly Column<ListedBackup>[] = [
  { title: 'taken (UTC)', cell: ({ takenAt }) => takenAt, keep: true },
  { title: 'size', cell: ({ bytes }) => formatBytes(bytes), align: 'right' },
  { title: 'made', cell: describeRun, keep: true },
  { title: 'backup', cell: ({ path }) => basename(path), keep: true },
];

/** `sendwindow backup list DB` (spec 4.1). */
export async function backupList(call: CommandCall<typeof backupListShape>): Promise<ExitCode> {
  const { io, options } = call;
  const place = await readBackupPlace(io, call.arguments.db, options);
  const backups = backupsOf(place).map((backup) => ({ ...backup, run: readBackupRun(backup.path) }));
  if (options.json) {
    const entries = backups.map(({ path, takenAt, bytes, run }) => ({
      path,
      taken_at: takenAt,
      bytes,
      run_id: run?.runId ?? null,
      made: run?.moment ?? null,
    }));
    io.stdout(renderJson({ database: call.arguments.db, backups: entries }));
  } else if (backups.length === 0) io.stdout(`no backups in ${place.backup.directory}\n`);
  else io.stdout(renderTable(backups, columns, io));
  return 0;
}
