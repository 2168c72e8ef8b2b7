import { accessSync, constants, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { translateSqliteError } from './translate-sqlite-error.ts';

/**
 * Checks that `path` names a regular file with something in it, and returns the absolute path: which SQLite takes
 * literally, whereas a relative one could be read as a `file:` URI.
 *
 * Only looks at the file, never opens it: closing any descriptor of a database frees the locks that this process holds
 * on it through SQLite (sqlite.org/howtocorrupt.html, 2.2).
 *
 * @throws NO_SUCH_FILE, NOT_A_DATABASE (a folder, a device, an empty file), READ_ONLY (it may not be looked at).
 */
export function existingDatabasePath(path: string): string {
  const found = statFile(path);
  if (found === undefined) {
    throw new SendwindowError(
      'NO_SUCH_FILE',
      `${path}: there is no such file; check the path, or make it with \`sendwindow init\``,
    );
  }
  if (found.size === 0) {
    throw new SendwindowError(
      'NOT_A_DATABASE',
      `${path}: the file is empty; make it an org database with \`sendwindow init\``,
    );
  }
  return resolve(path);
}

/**
 * Checks that `path` names a regular file, which may be empty, or nothing yet in a folder that exists; returns the
 * absolute path.
 * @throws NO_SUCH_FILE (there is no such folder), NOT_A_DATABASE (a folder, a device), SECOND_NAME.
 */
export function newDatabasePath(path: string): string {
  if (statFile(path) === undefined && !statOrUndefined(dirname(resolve(path)))?.isDirectory()) {
    throw new SendwindowError(
      'NO_SUCH_FILE',
      `${path}: the folder ${dirname(resolve(path))} does not exist; make it first`,
    );
  }
  requireOneName(path);
  return resolve(path);
}

/**
 * Refuses a file with a second name (a hard link, a mount of the single file under another): SQLite keeps the log, and
 * this product the lock, beside the name, so a program that uses the other name neither sees what is in this log nor is kept
 * out. A symbolic link is followed to the one name.
 *
 * @throws SECOND_NAME
 */
export function requireOneName(path: string): void {
  const file = statOrUndefined(path);
  if (file === undefined || file.nlink <= 1) return;
  const links = file.nlink - countAsideNames(path, file.ino);
  if (links <= 1) return;
  throw new SendwindowError(
    'SECOND_NAME',
    `${path}: the file has ${links} names (hard links), and each would get its own log and its own lock; ` +
      'remove the other names (find them with `find / -samefile FILE`), or use a copy',
  );
}

/** What a restored database was called before, and still is if the restore was killed: no program uses such a name. */
export const asideMark = '.before-restore-';

/** Second names of this very file that a killed restore has left beside it. */
function countAsideNames(path: string, inode: number): number {
  const real = realDatabasePath(path);
  const start = `${basename(real)}${asideMark}`;
  return readdirSync(dirname(real)).filter(
    (name) => name.startsWith(start) && statOrUndefined(join(dirname(real), name))?.ino === inode,
  ).length;
}

/**
 * The one name of a database file, whatever symbolic links lead to it; of one that does not exist yet, its folder's
 * real name with its own.
 * @throws NO_SUCH_FILE if there is no such folder.
 */
export function realDatabasePath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const absolute = newDatabasePath(path);
    return join(realpathSync(dirname(absolute)), basename(absolute));
  }
}

/** @throws READ_ONLY if the file, or the folder that must take its write-ahead log, cannot be written. */
export function requireWritable(path: string): void {
  const real = realDatabasePath(path);
  try {
    accessSync(dirname(real), constants.W_OK);
    accessSync(real, constants.W_OK);
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}

/** True if a new file could be made in the folder. */
export function isWritableFolder(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function statFile(path: string): Stats | undefined {
  if (path === '' || path.includes('\0')) {
    throw new SendwindowError('NO_SUCH_FILE', `${JSON.stringify(path)} is not a path; name a database file`);
  }
  const found = statOrUndefined(path);
  if (found !== undefined && !found.isFile()) {
    const kind = found.isDirectory() ? 'a folder' : 'not a regular file';
    throw new SendwindowError('NOT_A_DATABASE', `${path}: this is ${kind}; name a database file`);
  }
  return found;
}

function statOrUndefined(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}
