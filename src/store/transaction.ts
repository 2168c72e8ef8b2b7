import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** A body whose type says it returns a promise is refused by the compiler; one that hides it, when it runs. */
export type Synchronous<T> = T extends PromiseLike<unknown> ? never : T;

/**
 * Runs `body` in one transaction and returns what it returns; whatever it throws rolls back all it wrote and is thrown
 * on. Inside another transaction it is a savepoint: only its own writes are taken back, the outer body decides about
 * the rest. The outermost begins IMMEDIATE, so that a busy database is waited for here, before anything was read,
 * rather than refused half-way (a read transaction that starts to write is refused at once if another program wrote meanwhile).
 *
 * A body that returns a promise is rolled back and INTERNAL is thrown: its writes would land after the commit.
 *
 * @example transaction(db, () => { withdraw(rows); place(rows); });
 */
export function transaction<T>(db: DatabaseSync, body: () => Synchronous<T>): T {
  return db.isTransaction ? inSavepoint(db, body) : outermost(db, body);
}

/** Begins a read transaction that sees the database as it is now, not as it will be at its first read. */
export function beginSnapshot(db: DatabaseSync): void {
  db.exec('begin');
  db.prepare('select 1 from sqlite_schema limit 1').get();
}

function outermost<T>(db: DatabaseSync, body: () => T): T {
  db.exec('begin immediate');
  try {
    const result = refusePromise(body());
    refuseLostTransaction(db);
    db.exec('commit');
    return result;
  } catch (error) {
    // On a full disk SQLite may have rolled back by itself: then there is nothing left to roll back.
    if (db.isTransaction) db.exec('rollback');
    throw error;
  }
}

// Savepoints of one name nest: `release` and `rollback to` mean the innermost.
function inSavepoint<T>(db: DatabaseSync, body: () => T): T {
  db.exec('savepoint nested');
  try {
    const result = refusePromise(body());
    refuseLostTransaction(db);
    db.exec('release nested');
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec('rollback to nested; release nested');
    throw error;
  }
}

function refusePromise<T>(result: T): T {
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return result;
  // Whatever the promise comes to is of no interest any more, and must not end the process as unhandled.
  Promise.resolve(result).catch(() => undefined);
  throw new SendwindowError(
    'INTERNAL',
    'transaction: the body returned a promise; a transaction is synchronous',
  );
}

/** A caller swallowed an error on which SQLite rolled back everything: what was written since is not in a transaction. */
function refuseLostTransaction(db: DatabaseSync): void {
  if (db.isTransaction) return;
  throw new SendwindowError('STORE_FAILED', 'transaction: SQLite has rolled it back, nothing of it was kept');
}
