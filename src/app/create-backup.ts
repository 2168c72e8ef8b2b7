import { type BackupResult, backupDatabase } from '../backup/backup-database.ts';
import type { ConfigurationChoice } from '../settings/collect-layers.ts';
import { existingDatabasePath } from '../store/database-path.ts';
import { acquireRunLock } from '../store/run-lock.ts';
import type { Session } from './session.ts';
import { readBackupPlace } from './shared/backup-place.ts';

/** Which database is backed up. */
export interface CreateBackupRequest extends ConfigurationChoice {
  readonly database: string;
}

/**
 * Makes a backup, checks it, and deletes those that are too old (spec 4.1).
 *
 * @throws SendwindowError LOCKED, NO_SUCH_FILE, BACKUP_FAILED
 */
export async function createBackup(request: CreateBackupRequest, session: Session): Promise<BackupResult> {
  const { database, backup, isGuess } = await readBackupPlace(session, request.database, request);
  existingDatabasePath(database);
  using _lock = acquireRunLock(database, session.holder(request.database));
  const made = await backupDatabase({
    databasePath: database,
    directory: backup.directory,
    // The database may say to keep its backups for longer.
    retentionDays: isGuess ? null : backup.retention_days,
    now: new Date(session.now().epochMilliseconds),
  });
  for (const warning of made.warnings) session.observer.log('warn', warning);
  if (isGuess) session.warn('SETTINGS_UNREADABLE: no old backup was deleted');
  return made;
}
