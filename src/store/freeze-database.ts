import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { connect } from './connect.ts';
import { applicationId, readIdentity } from './database-identity.ts';
import { errorCodeOf, translateSqliteError } from './translate-sqlite-error.ts';

/** How long programs that use the database get to finish, in milliseconds. */
const busyTimeoutMs = 5_000;

/** A database that no other program can use until this is disposed of. */
export class FrozenDatabase implements Disposable {
  readonly #db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.#db = db;
  }

  /** It holds something, and nothing of this product. */
  get isForeign(): boolean {
    const found = readIdentity(this.#db);
    return found.applicationId !== applicationId && !found.isEmpty;
  }

  [Symbol.dispose](): void {
    this.#db.close();
  }
}

/**
 * Takes a database out of use, so that its file can be renamed: brings its write-ahead log into the file, removes the
 * log, and holds an exclusive lock until disposed. That it leaves WAL mode has two uses: SQLite permits it only when no
 * other connection is open; and one that opens the old file from now on cannot write into it after the renaming
 * (SQLITE_READONLY_DBMOVED, a check that WAL mode does not make).
 *
 * @returns undefined if there is no database, or one so damaged that SQLite cannot use it: then no other program can either.
 * @throws BUSY if another program has it open; READ_ONLY.
 */
export function freezeDatabase(path: string): FrozenDatabase | undefined {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  try {
    return new FrozenDatabase(freeze(connect(path, busyTimeoutMs)));
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === 'CORRUPT' || code === 'NOT_A_DATABASE') return undefined;
    throw code === 'BUSY' ? inUse(path, error) : translateSqliteError(error, path);
  }
}

function freeze(db: DatabaseSync): DatabaseSync {
  try {
    db.exec('pragma journal_mode = delete; begin exclusive');
    readIdentity(db); // a damaged schema shows here, not when the swap has begun
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function inUse(path: string, cause: unknown): SendwindowError {
  return new SendwindowError(
    'BUSY',
    `${path}: another program has the database open; stop it (senders and importers too), then restore again`,
    cause,
  );
}
