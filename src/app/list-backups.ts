import { readBackupRun } from '../backup/read-backup-run.ts';
import type { ConfigurationChoice } from '../settings/collect-layers.ts';
import type { Session } from './session.ts';
import { backupsOf, readBackupPlace } from './shared/backup-place.ts';

/** Of which database the backups are listed. */
export interface ListBackupsRequest extends ConfigurationChoice {
  readonly database: string;
}

/** A backup, and the run that made it or that came before it. */
export interface ListedBackup {
  readonly path: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly taken_at: string;
  readonly bytes: number;
  /** Null: there was none, or the file cannot be read. */
  readonly run_id: string | null;
  /** `before`: that run made the backup before its first write; `after`: it had ended. */
  readonly made: 'before' | 'after' | null;
}

/** The backups of a database, the newest first. */
export interface BackupList {
  readonly database: string;
  /** Where they are looked for. */
  readonly directory: string;
  readonly backups: readonly ListedBackup[];
}

/** Lists the backups of a database (spec 4.1). */
export async function listBackups(request: ListBackupsRequest, session: Session): Promise<BackupList> {
  const place = await readBackupPlace(session, request.database, request);
  const backups = backupsOf(place).map(({ path, takenAt, bytes }) => {
    const run = readBackupRun(path);
    return { path, taken_at: takenAt, bytes, run_id: run?.runId ?? null, made: run?.moment ?? null };
  });
  return { database: request.database, directory: place.backup.directory, backups };
}
