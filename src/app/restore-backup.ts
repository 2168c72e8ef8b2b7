import { restoreBackup as putBack } from '../backup/restore-backup.ts';
import type { ConfigurationChoice } from '../settings/collect-layers.ts';
import type { Session } from './session.ts';
import { findBackup, findNewestBackup, readBackupPlace } from './shared/backup-place.ts';

/** Which backup is put in the place of which database. */
export interface RestoreBackupRequest extends ConfigurationChoice {
  readonly database: string;
  /** A name in the backup folder, or a path; absent: the newest one. */
  readonly backup?: string | undefined;
  /** False: the database does not come back on hold. */
  readonly hold?: boolean | undefined;
}

/** What was restored. */
export interface RestoreBackupReport {
  readonly database: string;
  readonly backup: string;
  readonly schema_version: number;
  readonly contacts: number;
  readonly schedules: number;
  /** Where the database is now that was there before; null: there was none. */
  readonly kept_aside: string | null;
  readonly on_hold: boolean;
}

const holdReason = 'restored from a backup: mail that went out after the backup is due again';

/**
 * Puts a backup in the place of the database, which is kept aside (spec 4.1).
 *
 * @throws SendwindowError LOCKED, BUSY, NO_SUCH_FILE, BACKUP_FAILED, SCHEMA_TOO_NEW
 */
export async function restoreBackup(
  request: RestoreBackupRequest,
  session: Session,
): Promise<RestoreBackupReport> {
  const { hold = true, backup } = request;
  const place = await readBackupPlace(session, request.database, request);
  const { databasePath, restored, keptAside } = putBack({
    databasePath: place.database,
    backupPath: backup === undefined ? findNewestBackup(place) : findBackup(session, place, backup),
    now: new Date(session.now().epochMilliseconds),
    holder: session.holder(request.database),
    holdReason: hold ? holdReason : undefined,
  });
  const { path, schemaVersion, contacts, schedules } = restored;
  session.observer.log('info', 'backup restored', { database: databasePath, backup: path });
  const counts = { schema_version: schemaVersion, contacts, schedules };
  return { database: databasePath, backup: path, ...counts, kept_aside: keptAside, on_hold: hold };
}
