import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { asideMark } from '../store/database-path.ts';
import { flushToDisk } from './durable-file.ts';

/**
 * Gives a database that is about to be replaced a second name, `org.db.before-restore-2027-03-17T14-05-06Z`, and
 * leaves the first one for the replacement to be renamed over.
 *
 * Of a damaged one that could not be frozen, the write-ahead log or journal is still there and goes with it: left where
 * it is, SQLite would apply it to the replacement.
 *
 * @returns the second name; null if there is no database.
 */
export function keepAside(path: string, now: Date): string | null {
  const aside = existsSync(path) ? freeName(path, now) : null;
  const logs = ['-wal', '-journal'].filter((suffix) => existsSync(`${path}${suffix}`));
  if (aside !== null) for (const suffix of ['', ...logs]) addName(`${path}${suffix}`, `${aside}${suffix}`);
  flushToDisk(dirname(path));
  for (const suffix of ['-wal', '-journal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  return aside;
}

function freeName(path: string, now: Date): string {
  const second = now.toISOString().slice(0, 19).replaceAll(':', '-');
  for (let number = 1; ; number += 1) {
    const candidate = `${path}${asideMark}${second}Z${number === 1 ? '' : `-${number}`}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/**
 * A second name for one file; on a file system without hard links, the first name is missing until the replacement has it.
 * (A copy instead would close a descriptor of the file, and with it free the lock that this process holds on it.)
 */
function addName(path: string, second: string): void {
  try {
    linkSync(path, second);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK'].includes(String((error as NodeJS.ErrnoException).code)))
      throw error;
    renameSync(path, second);
  }
}
