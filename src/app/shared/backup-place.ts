import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Backup, listBackups } from '../../backup/list-backups.ts';
import { readBackupRun } from '../../backup/read-backup-run.ts';
import { resolveConfiguration } from '../../config/resolve-configuration.ts';
import { resolvePath } from '../../config/resolve-path.ts';
import type { Configuration } from '../../domain/configuration.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Caller } from '../../settings/caller.ts';
import { type ConfigurationChoice, collectLayers } from '../../settings/collect-layers.ts';
import { settingsInForce } from '../../settings/settings-in-force.ts';
import type { Session } from '../session.ts';
import { useDatabase } from './use-database.ts';

/** The database that is backed up, and where its backups are. */
export interface BackupPlace {
  readonly database: string;
  readonly backup: Configuration['backup'];
  /** The database's own settings could not be read: its backups may be elsewhere, and be kept for longer. */
  readonly isGuess: boolean;
}

/** As the runs of the database have it: a stored version may name the folder. */
async function readFromDatabase(
  caller: Caller,
  database: string,
  choice: ConfigurationChoice,
): Promise<Configuration['backup']> {
  const { settings } = await useDatabase(caller, database, 'read-only', (store) =>
    settingsInForce(caller, store, choice),
  );
  return settings.configuration.backup;
}

function warnOfGuess(session: Session, database: string, directory: string, error: SendwindowError): void {
  // A missing database holds no settings.
  if (error.code === 'NO_SUCH_FILE') return;
  const where = `${database}: its settings cannot be read (${error.code}), so backups are searched in ${directory}`;
  session.warn(`SETTINGS_UNREADABLE: ${where}; to use another folder, set backup.directory with --config`);
}

/**
 * Reads where the backups of a database are; from the request alone, and with a warning, where its own settings cannot
 * be read: it is damaged, of another schema, or they are at odds with this version. Such a database, too, must be backed
 * up and restored.
 *
 * @throws SendwindowError BAD_CONFIGURATION (of the request), NO_SUCH_FILE, BAD_USAGE
 */
export async function readBackupPlace(
  session: Session,
  database: string,
  choice: ConfigurationChoice,
): Promise<BackupPlace> {
  // The number of contacts decides about caps, not about backups.
  const { configuration } = resolveConfiguration(await collectLayers(session, choice), { contactCount: 0 });
  const path = resolvePath(session, database);
  try {
    return { database: path, backup: await readFromDatabase(session, database, choice), isGuess: false };
  } catch (error) {
    if (!(error instanceof SendwindowError)) throw error;
    warnOfGuess(session, database, configuration.backup.directory, error);
    return { database: path, backup: configuration.backup, isGuess: true };
  }
}

export const backupsOf = ({ database, backup }: BackupPlace): Backup[] =>
  listBackups(database, backup.directory);

/**
 * A backup as it was named: by its name in the backup folder, else as a path.
 *
 * @throws SendwindowError NO_SUCH_FILE
 */
export function findBackup(caller: Caller, place: BackupPlace, name: string): string {
  const listed = backupsOf(place).find(({ path }) => basename(path) === name);
  const path = listed?.path ?? resolvePath(caller, name);
  if (existsSync(path)) return path;
  throw new SendwindowError(
    'NO_SUCH_FILE',
    `${name}: neither a backup in ${place.backup.directory} nor a file has this name; see \`sendwindow backup list\``,
  );
}

/** The backup of an undo holds the plan that was undone, so a request for the newest backup does not mean it. */
function refuseBackupOfUndo(backups: readonly Backup[]): void {
  const run = backups[0] && readBackupRun(backups[0].path);
  if (run?.kind !== 'undo' || run.moment !== 'before') return;
  const names = backups.map(({ path }) => basename(path));
  const other = names[1] === undefined ? '' : ` (the one before it is ${names[1]})`;
  throw new SendwindowError(
    'BAD_USAGE',
    `the newest backup, ${names[0]}, was made by ${run.runId} and holds the plan that was undone; name the backup that you want${other}, see \`sendwindow backup list\``,
  );
}

/**
 * The backups of a database, the newest first: at least one.
 *
 * @throws SendwindowError NO_SUCH_FILE
 */
export function requireBackups(place: BackupPlace): readonly [Backup, ...Backup[]] {
  const [newest, ...others] = backupsOf(place);
  if (newest !== undefined) return [newest, ...others];
  const { database, backup } = place;
  throw new SendwindowError(
    'NO_SUCH_FILE',
    `${database}: there is no backup of it in ${backup.directory}; name the folder as \`backup.directory\` in the configuration, or name a backup`,
  );
}

/**
 * The newest backup of a database, to be restored.
 *
 * @throws SendwindowError NO_SUCH_FILE; BAD_USAGE where an undo has made it
 */
export function findNewestBackup(place: BackupPlace): string {
  const backups = requireBackups(place);
  refuseBackupOfUndo(backups);
  return backups[0].path;
}
