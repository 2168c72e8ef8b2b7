import type { DatabaseSync } from 'node:sqlite';
import { checkIdentity } from './check-identity.ts';
import { checkSchema } from './check-schema.ts';
import { connect, connectReadOnly, defaultBusyTimeoutMs } from './connect.ts';
import { existingDatabasePath, requireOneName, requireWritable } from './database-path.ts';
import { migrateDatabase } from './migrate.ts';
import { schemaVersion } from './migrations.ts';
import { translateSqliteError } from './translate-sqlite-error.ts';

/** How a database is opened. */
export interface OpenOptions {
  /**
   * - `read-only`: every write is refused; leaves no file behind, works on a read-only disk.
   * - `read-write`: the file must exist and have the current schema.
   * - `create`: as `read-write`, but first does what `sendwindow init` does: see {@link migrateDatabase}.
   */
  readonly mode: 'read-only' | 'read-write' | 'create';
  /** How long to wait for another program's lock, in milliseconds; default 30,000. */
  readonly busyTimeoutMs?: number | undefined;
  /** With `read-only`: it copies the log into the database for another connection that writes; default false. */
  readonly copiesLog?: boolean | undefined;
}

/**
 * Opens an org database (spec 3.1) with the settings of {@link connect}, in WAL mode, and checks that it is one of this
 * product and has the current schema, number and objects. Any path will do: spaces, quotes, `?`, `#` and `%` are part of the name.
 *
 * @throws NO_SUCH_FILE, NOT_A_DATABASE, SECOND_NAME, SCHEMA_TOO_OLD, SCHEMA_TOO_NEW, SCHEMA_ALTERED, READ_ONLY, BUSY,
 * CORRUPT.
 * @example using db = openDatabase('org.db', { mode: 'read-only' });
 */
export function openDatabase(path: string, options: OpenOptions): DatabaseSync {
  if (options.mode === 'create') migrateDatabase(path);
  const file = existingDatabasePath(path);
  requireOneName(path);
  if (options.mode !== 'read-only') requireWritable(path);
  try {
    return checked(openConnection(file, options), options, path);
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}

function openConnection(
  file: string,
  { mode, busyTimeoutMs = defaultBusyTimeoutMs, copiesLog }: OpenOptions,
): DatabaseSync {
  return mode === 'read-only'
    ? connectReadOnly(file, busyTimeoutMs, copiesLog)
    : connect(file, busyTimeoutMs);
}

function checked(db: DatabaseSync, { mode }: OpenOptions, where: string): DatabaseSync {
  try {
    checkIdentity(db, schemaVersion(), where);
    checkSchema(db, where);
    // A user may have switched it off; for a file that is in WAL mode this asks and changes nothing.
    if (mode !== 'read-only') db.exec('pragma journal_mode = wal');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
