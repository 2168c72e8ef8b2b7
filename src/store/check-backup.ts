import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { connectImmutable } from './connect.ts';
import { applicationId, readIdentity } from './database-identity.ts';
import { existingDatabasePath } from './database-path.ts';

/** What a backup that passed its check holds. */
export interface CheckedBackup {
  readonly path: string;
  readonly bytes: number;
  readonly schemaVersion: number;
  readonly contacts: number;
  readonly schedules: number;
}

/**
 * Reads a whole file and checks that it is a finished, undamaged copy of an org database; writes nothing.
 * @throws BACKUP_FAILED whose message is the problem alone; whatever SQLite or {@link existingDatabasePath} throws.
 */
export function checkBackup(path: string): CheckedBackup {
  const file = existingDatabasePath(path);
  refuseLog(file);
  using db = connectImmutable(file);
  const found = readIdentity(db);
  if (found.applicationId !== applicationId) throw unfit('it is not a database of sendwindow');
  const bytes = statSync(file).size;
  refuseDamage(db, bytes);
  return {
    path,
    bytes,
    schemaVersion: found.schemaVersion,
    contacts: countRows(db, 'contacts'),
    schedules: countRows(db, 'email_schedules'),
  };
}

/**
 * Checks that a file is a finished, undamaged copy of a database, whosever it is; writes nothing.
 * @throws as {@link checkBackup}
 */
export function checkForeignCopy(path: string): void {
  const file = existingDatabasePath(path);
  refuseLog(file);
  using db = connectImmutable(file);
  refuseDamage(db, statSync(file).size);
}

/** A write-ahead log with something in it is a part of the database that a copy of the file lacks. */
function refuseLog(file: string): void {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) return;
  throw unfit(`${file}-wal belongs to it: it is a database in use, and no finished backup`);
}

function refuseDamage(db: DatabaseSync, bytes: number): void {
  const problems = db
    .prepare('pragma integrity_check(10)')
    .all()
    .map((row) => String(row.integrity_check));
  if (problems.join() !== 'ok') throw unfit(`it is damaged: ${problems.join('; ')}`);
  // SQLite takes what is missing of the last page for zeros.
  const expected = databaseBytes(db);
  if (bytes !== expected) throw unfit(`it is cut off: it has ${bytes} bytes of ${expected}`);
}

/** The size that a database has as a file without a log, in bytes. */
export function databaseBytes(db: DatabaseSync): number {
  const row = db
    .prepare('select page_count * page_size as bytes from pragma_page_count, pragma_page_size')
    .get();
  return (row as { bytes: number }).bytes;
}

function countRows(db: DatabaseSync, table: 'contacts' | 'email_schedules'): number {
  return (db.prepare(`select count(*) as n from ${table}`).get() as { n: number }).n;
}

function unfit(problem: string): SendwindowError {
  return new SendwindowError('BACKUP_FAILED', problem);
}
