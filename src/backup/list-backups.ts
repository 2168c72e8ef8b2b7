import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { type BackupFolder, type BackupName, backupFolder, parseBackupName } from './backup-folder.ts';

/** One backup of a database, from its name and its folder; `verifyBackup` checks whether it is complete. */
export interface Backup {
  /** Absolute path. */
  readonly path: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly takenAt: string;
  readonly bytes: number;
}

/**
 * The backups of a database, newest first (spec 4.1); none if there is no such folder. Files that do not bear the name
 * of a backup of this very database are passed over.
 *
 * @param directory `backup.directory` of the configuration; if relative, then to the database's folder.
 */
export function listBackups(databasePath: string, directory: string): Backup[] {
  return backupsIn(backupFolder(databasePath, directory));
}

/** The same for a folder that is known already. */
export function backupsIn(folder: BackupFolder): Backup[] {
  return namesIn(folder.path)
    .map((name) => readEntry(folder, name))
    .filter((entry) => entry !== undefined)
    .sort((a, b) => b.takenAt.localeCompare(a.takenAt) || b.number - a.number)
    .map(({ path, takenAt, bytes }) => ({ path, takenAt, bytes }));
}

function readEntry({ path: folder, prefix }: BackupFolder, name: string): (Backup & BackupName) | undefined {
  const parsed = parseBackupName(prefix, name);
  if (parsed === undefined) return undefined;
  const path = join(folder, name);
  const file = lstatSync(path, { throwIfNoEntry: false });
  return file?.isFile() ? { ...parsed, path, bytes: file.size } : undefined;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw translateSqliteError(error, folder);
  }
}
