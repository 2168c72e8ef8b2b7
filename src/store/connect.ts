import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { isWritableFolder, realDatabasePath } from './database-path.ts';

/** How long a statement waits for another program's lock before it fails as BUSY, in milliseconds. */
export const defaultBusyTimeoutMs = 30_000;

/**
 * Opens a connection with the settings that every connection of the product has, and asks nothing of the file.
 *
 * - `synchronous = full`: the log is flushed at every commit. `normal` keeps the file whole too, but may lose the last
 *   transactions at a power cut: a run that said `completed` would not have been. A job defers the flush to the commit that
 *   says it has ended (`Store.deferFlushes`).
 * - `cache_size`: 16 MiB. The planner reads and writes in key order; more is not used, less makes the index by date much slower.
 * - `mmap_size` stays 0: mapped pages count as the process's memory, and a failing disk becomes a crash.
 * - `temp_store` stays `file`: in memory, building an index over seven million rows would take half a gigabyte.
 *   Small sorts never reach the file.
 * - foreign keys are off: the contract tables declare none, and an organisation's own must not stop a run.
 * - `journal_size_limit`: a log that one large transaction has blown up is cut back to 64 MiB.
 *
 * @throws SQLite's own error; the caller translates it.
 */
export function connect(path: string, busyTimeoutMs: number = defaultBusyTimeoutMs): DatabaseSync {
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: false });
  return configure(
    db,
    'pragma synchronous = full; pragma cache_size = -16384; pragma journal_size_limit = 67108864',
  );
}

/**
 * A connection that refuses every write. It is opened for writing where that is permitted, because a connection opened
 * read-only leaves `-wal` and `-shm` files behind, and a dry run leaves nothing. Where a log has been left behind already
 * it is opened read-only, and the log stays: a dry run changes no file.
 *
 * In a folder that cannot be written SQLite cannot make these files at all; then, if there is no log to be read, nobody
 * has the database open, and the file alone is read (`immutable`).
 *
 * @param copiesLog it is asked to copy the log into the database, by a program that writes at the same time
 */
export function connectReadOnly(
  path: string,
  busyTimeoutMs: number = defaultBusyTimeoutMs,
  copiesLog = false,
): DatabaseSync {
  const real = realDatabasePath(path);
  if (!isWritableFolder(dirname(real)) && !existsSync(`${real}-wal`)) return connectImmutable(real);
  const readOnly = !copiesLog && hasLog(real);
  const db = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: false, readOnly });
  return configure(db, 'pragma query_only = on; pragma cache_size = -16384');
}

/**
 * Is there a write-ahead log with something in it? Another program has the database open then, or was killed. The last
 * connection that may write copies the log into the database when it is closed: one that only reads must not be it.
 */
const hasLog = (real: string): boolean => (statSync(`${real}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;

/** A connection to a file that no program writes, such as a finished backup: takes no lock and makes no file beside it. */
export function connectImmutable(path: string): DatabaseSync {
  const url = pathToFileURL(path);
  url.search = '?immutable=1';
  return configure(
    new DatabaseSync(url, { readOnly: true, enableForeignKeyConstraints: false }),
    'pragma cache_size = -16384',
  );
}

function configure(db: DatabaseSync, pragmas: string): DatabaseSync {
  try {
    db.exec(pragmas);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
