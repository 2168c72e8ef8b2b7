import { verifyBackup as checkBackup } from '../backup/verify-backup.ts';
import type { ConfigurationChoice } from '../settings/collect-layers.ts';
import type { Session } from './session.ts';
import { type BackupPlace, findBackup, readBackupPlace, requireBackups } from './shared/backup-place.ts';

/** Which backups are checked. */
export interface VerifyBackupRequest extends ConfigurationChoice {
  readonly database: string;
  /** A name in the backup folder, or a path; absent: all of them. */
  readonly backup?: string | undefined;
}

/** One backup and what came of its check. */
export interface VerifiedBackup {
  readonly path: string;
  readonly ok: boolean;
  readonly bytes: number | null;
  readonly schema_version: number | null;
  readonly contacts: number | null;
  readonly schedules: number | null;
  /** Why it cannot be restored. */
  readonly problem: string | null;
}

function check(path: string): VerifiedBackup {
  try {
    const { bytes, schemaVersion, contacts, schedules } = checkBackup(path);
    return { path, ok: true, bytes, schema_version: schemaVersion, contacts, schedules, problem: null };
  } catch (error) {
    const nothing = { bytes: null, schema_version: null, contacts: null, schedules: null };
    return { path, ok: false, ...nothing, problem: (error as Error).message };
  }
}

/** Without any backup this says so: nothing checked is not "all is well". */
const listAll = (place: BackupPlace): string[] => requireBackups(place).map(({ path }) => path);

/**
 * Checks one backup, or all of a database (spec 4.1).
 *
 * @throws SendwindowError NO_SUCH_FILE
 */
export async function verifyBackup(
  request: VerifyBackupRequest,
  session: Session,
): Promise<{ readonly backups: readonly VerifiedBackup[] }> {
  const place = await readBackupPlace(session, request.database, request);
  const paths = request.backup === undefined ? listAll(place) : [findBackup(session, place, request.backup)];
  return { backups: paths.map(check) };
}
