import { copyFileSync, existsSync, renameSync, rmSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { type CheckedBackup, checkBackup } from '../store/check-backup.ts';
import { newDatabasePath, realDatabasePath } from '../store/database-path.ts';
import { type FrozenDatabase, freezeDatabase } from '../store/freeze-database.ts';
import { schemaVersion } from '../store/migrations.ts';
import { acquireRunLock, type RunHolder } from '../store/run-lock.ts';
import { shareOwnership } from '../store/share-ownership.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import { flushToDisk, requireFreeSpace } from './durable-file.ts';
import { keepAside } from './keep-aside.ts';
import { verifyBackup } from './verify-backup.ts';

/** Which backup becomes which database again. */
export interface RestoreRequest {
  /** May be missing or damaged: that is what a restore is for. */
  readonly databasePath: string;
  readonly backupPath: string;
  /** The wall clock: names the file in which the present database is kept. */
  readonly now: Date;
  /** Who restores: holds the run lock meanwhile. */
  readonly holder: RunHolder;
  /**
   * The reason of a hold under which the restored database comes back; absent: none. What went out since the backup is
   * due once more in it: without a hold a sender would send it twice.
   */
  readonly holdReason?: string | undefined;
}

/** A restore that was done. */
export interface RestoreResult {
  readonly databasePath: string;
  /** The backup; its schema may be older than the present one: then the database needs `sendwindow init`. */
  readonly restored: CheckedBackup;
  /** Where the database is now that was there before; null if there was none. */
  readonly keptAside: string | null;
}

/**
 * Puts a backup in the place of the database (spec 4.1). Takes the run lock. The backup is copied beside the database,
 * checked, flushed, and then renamed over it: killed at any moment, the database is the old one or the restored one.
 * The present database is kept beside it as `org.db.before-restore-<UTC time>`.
 *
 * Everything else that uses the database must be stopped first, or this fails as BUSY and changes nothing: a program
 * that has the old file open would go on writing into it.
 *
 * @throws LOCKED, BUSY, NO_SUCH_FILE, BACKUP_FAILED (the backup cannot be restored), SCHEMA_TOO_NEW,
 * NOT_A_DATABASE (another program's database is in its place), DISK_FULL, READ_ONLY.
 */
export function restoreBackup(request: RestoreRequest): RestoreResult {
  const path = realDatabasePath(newDatabasePath(request.databasePath));
  using _lock = acquireRunLock(path, request.holder);
  const restored = verifyBackup(request.backupPath);
  refuseNewerBackup(restored);
  const copy = `${path}.partial-restore`;
  try {
    copyBackup(restored, path, copy);
    if (request.holdReason !== undefined) placeHold(copy, request, request.holdReason);
    flushToDisk(copy);
    return { databasePath: path, restored, keptAside: swapIn(copy, path, request.now) };
  } catch (error) {
    throw translateSqliteError(error, request.databasePath);
  } finally {
    removeCopy(copy);
  }
}

function copyBackup({ path, bytes }: CheckedBackup, databasePath: string, copy: string): void {
  removeCopy(copy);
  requireFreeSpace(dirname(copy), bytes);
  copyFileSync(path, copy);
  checkBackup(copy);
  shareOwnership(copy, presentFile(databasePath) ?? statSync(path));
}

/** With what a killed restore has left beside it: SQLite would apply an old log to a new copy. */
function removeCopy(copy: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
}

/** Before the copy becomes the database, so that no sender can send from it in between. */
function placeHold(copy: string, { now, holder }: RestoreRequest, reason: string): void {
  using store = Store.openForHold(copy);
  const createdAt = now.toISOString().slice(0, 19).replace('T', ' ');
  store.holds.placeHold({ reason, createdBy: holder.command, createdAt });
}

function presentFile(path: string): Stats | undefined {
  return existsSync(path) ? statSync(path) : undefined;
}

/** Returns where the present database is kept, or null. */
function swapIn(copy: string, path: string, now: Date): string | null {
  // Held until the file is replaced, so that no program writes to the old one any more.
  using frozen = freezeDatabase(path);
  if (frozen !== undefined) refuseForeign(frozen, path);
  const aside = keepAside(path, now);
  renameSync(copy, path);
  flushToDisk(dirname(path));
  return aside;
}

/** A mistyped path must not put another program's database out of use. */
function refuseForeign(frozen: FrozenDatabase, path: string): void {
  if (!frozen.isForeign) return;
  throw new SendwindowError(
    'NOT_A_DATABASE',
    `${path}: this is a database, but not one of sendwindow; name the org database, or move this file away`,
  );
}

function refuseNewerBackup({ path, schemaVersion: found }: CheckedBackup): void {
  if (found <= schemaVersion()) return;
  throw new SendwindowError(
    'SCHEMA_TOO_NEW',
    `${path}: the backup has schema ${found}, this version reads schemas up to ${schemaVersion()}; use a newer sendwindow`,
  );
}
