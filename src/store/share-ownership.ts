import { chmodSync, chownSync, mkdirSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Only the owner and root may do this; other users leave it as it is. */
function unlessForbidden(change: () => void): void {
  try {
    change();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

/**
 * Gives a file or a folder that belongs to a database the owner, the group and the mode of the database's file, where
 * this process may: root can give away, an owner can open to the group. So a run as root does not shut out the service
 * user, nor one user of a group the others.
 *
 * Uses the path and opens nothing: closing any descriptor of a SQLite file frees the locks that are held on it.
 */
export function shareOwnership(path: string, original: Stats): void {
  const found = statSync(path);
  // Who may read a folder must be able to enter it.
  const mode = original.mode & 0o777;
  const wanted = found.isDirectory() ? mode | ((mode & 0o444) >> 2) : mode;
  if (found.uid !== original.uid || found.gid !== original.gid)
    unlessForbidden(() => chownSync(path, original.uid, original.gid));
  if ((found.mode & 0o777) !== wanted) unlessForbidden(() => chmodSync(path, (found.mode & 0o7000) | wanted));
}

/** Makes a folder with those above it that are missing; what is made is shared, what was there stays as it was. */
export function makeSharedFolder(path: string, original: Stats): void {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let folder = path; folder.length >= first.length; folder = dirname(folder))
    shareOwnership(folder, original);
}
