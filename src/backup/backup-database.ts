import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { checkBackup, checkForeignCopy } from '../store/check-backup.ts';
import { copyDatabase } from '../store/copy-database.ts';
import { existingDatabasePath } from '../store/database-path.ts';
import { makeSharedFolder, shareOwnership } from '../store/share-ownership.ts';
import type { Store } from '../store/store.ts';
import { type BackupFolder, backupFolder, formatBackupName, formatForeignCopyName } from './backup-folder.ts';
import { deleteOldBackups, type RetentionResult } from './delete-old-backups.ts';
import { flushToDisk, requireFreeSpace } from './durable-file.ts';

/** What to back up, and where to. */
export interface BackupRequest {
  readonly databasePath: string;
  /** `backup.directory`: if relative, then to the database's folder; made if it is not there. */
  readonly directory: string;
  /** `backup.retention_days`; null: not known, nothing is deleted. */
  readonly retentionDays: number | null;
  /** The wall clock, not `--as-of`: names the file and decides which are old. */
  readonly now: Date;
  /**
   * The database is not yet one of this product, or its file has lost the marks of one: `init` copies it before it
   * changes it. The copy has a name of its own, since nothing could be restored from it as it is.
   */
  readonly isForeign?: boolean;
  /** The database, where the caller has it open, in no transaction: opening it once more takes a small run's time. */
  readonly store?: Store;
}

/** A backup that was made and has passed its check. */
export interface BackupResult extends RetentionResult {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Backs up a database that may be in use, and then deletes old backups (spec 4.1). The copy is one snapshot, made by
 * SQLite's online backup under a temporary name; it gets its own name only when it has passed `integrity_check` and is
 * on the disk. It has the mode, and where possible the owner, of the database. The caller holds the run lock.
 *
 * @throws BACKUP_FAILED, whatever the reason (its cause says): no space, no such folder, a damaged database.
 */
export async function backupDatabase(request: BackupRequest): Promise<BackupResult> {
  try {
    const source = existingDatabasePath(request.databasePath);
    const folder = backupFolder(source, request.directory);
    const path = await makeBackup(source, folder, request);
    const bytes = statSync(path).size;
    return { path, bytes, ...retain(folder, request, path) };
  } catch (error) {
    throw failed(request, error);
  }
}

function retain(folder: BackupFolder, request: BackupRequest, made: string): RetentionResult {
  const { retentionDays, now } = request;
  if (retentionDays === null) return { deleted: [], warnings: [] };
  return deleteOldBackups(folder, retentionDays, now, made);
}

async function makeBackup(
  source: string,
  folder: BackupFolder,
  { now, isForeign = false, store }: BackupRequest,
): Promise<string> {
  makeSharedFolder(folder.path, statSync(source));
  removePartial(folder);
  const path = freeName(folder, now, isForeign ? formatForeignCopyName : formatBackupName);
  const partial = partialName(folder);
  try {
    const requireSpace = (bytes: number): void => requireFreeSpace(folder.path, bytes);
    if (store === undefined) await copyDatabase(source, partial, requireSpace);
    else await store.copyTo(partial, requireSpace);
    checkCopy(partial, isForeign ? checkForeignCopy : checkBackup);
    shareOwnership(partial, statSync(source));
    flushToDisk(partial);
    renameSync(partial, path);
    flushToDisk(folder.path);
    return path;
  } catch (error) {
    removePartial(folder);
    throw error;
  }
}

function checkCopy(partial: string, check: (path: string) => unknown): void {
  try {
    check(partial);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new SendwindowError(
      'BACKUP_FAILED',
      `the copy did not pass its check (${problem}); if the disk is not damaged, the database is: restore the newest backup`,
      error,
    );
  }
}

/** The first name of this second that is not taken. */
function freeName({ path, prefix }: BackupFolder, now: Date, format: typeof formatBackupName): string {
  for (let number = 1; ; number += 1) {
    const candidate = join(path, format(prefix, now, number));
    if (!existsSync(candidate)) return candidate;
  }
}

// One name per database is enough under the run lock, and the next run clears away what a killed one has left.
function partialName({ path, prefix }: BackupFolder): string {
  return join(path, `${prefix}.partial-backup`);
}

function removePartial(folder: BackupFolder): void {
  const partial = partialName(folder);
  for (const path of [partial, `${partial}-journal`]) rmSync(path, { force: true });
}

function failed(request: BackupRequest, error: unknown): SendwindowError {
  const problem = error instanceof Error ? error.message : String(error);
  return new SendwindowError(
    'BACKUP_FAILED',
    `${request.databasePath}: the backup into ${request.directory} failed: ${problem}; nothing was written`,
    error,
  );
}
