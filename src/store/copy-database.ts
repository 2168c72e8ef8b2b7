import { closeSync, openSync } from 'node:fs';
import { backup, type DatabaseSync } from 'node:sqlite';
import { databaseBytes } from './check-backup.ts';
import { connectReadOnly } from './connect.ts';

/** The largest number of pages per step that SQLite accepts: 8 TB. */
const everyPage = 2 ** 31 - 1;

/**
 * Copies a database that may be in use into a new file, which only this user can read: one snapshot, by SQLite's online
 * backup.
 *
 * @param requireSpace is called with the bytes that the copy takes, before anything is made; throws if there is no room
 */
export async function copyDatabase(
  source: string,
  target: string,
  requireSpace: (bytes: number) => void,
): Promise<void> {
  using db = connectReadOnly(source);
  await copyConnection(db, target, requireSpace);
}

/** The same through a connection that is open, and in no transaction: what it sees is copied. */
export async function copyConnection(
  db: DatabaseSync,
  target: string,
  requireSpace: (bytes: number) => void,
): Promise<void> {
  requireSpace(databaseBytes(db));
  // Made first, so that no other user can read personal data while it is being written.
  closeSync(openSync(target, 'wx', 0o600));
  // In one step: between two steps a sender could write, and SQLite would begin again, perhaps for ever.
  await backup(db, target, { rate: everyPage });
}
