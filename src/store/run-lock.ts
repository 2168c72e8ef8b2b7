import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { newDatabasePath, realDatabasePath } from './database-path.ts';
import { shareOwnership } from './share-ownership.ts';
import { errorCodeOf, translateSqliteError } from './translate-sqlite-error.ts';

/** Who holds the lock: what a second run is told. */
export interface RunHolder {
  readonly pid: number;
  readonly host: string;
  /** The command line, `sendwindow run org.db`. */
  readonly command: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly startedAt: string;
}

/** A lock that is held; `using lock = acquireRunLock(...)` releases it at the end of the block. */
export interface RunLock extends Disposable {
  /** Lets the next run in; a second call does nothing. */
  release(): void;
}

// The lock is two small SQLite files beside the database:
//
//   org.db.lock         the gate: its exclusive transaction is the lock. Nothing is ever written to it. The operating
//                       system takes the lock back when the process ends, also by kill -9; a pid file would stay.
//   org.db.lock-holder  the board: one row says who holds the gate. It cannot be in the gate, which nobody else may
//                       read while it is held.
//
// The gate is only tried by whoever has the board's write lock, and the board's row is committed after the gate was
// taken: so whoever finds the gate shut reads the row of the very process that shut it, never of one that was killed.
// Both files stay: deleting a lock file lets two processes lock two files of one name. They have the owner, the group and
// the mode of the database's file, so that whoever may write the one may lock it too.

/** How long to wait for another process that is trying the gate at this moment; it takes milliseconds. */
const boardTimeoutMs = 5_000;

/** The gates that are held: a connection that is garbage-collected is closed, and its lock is gone. */
const heldGates = new Set<DatabaseSync>();

/**
 * Makes this process the only run of an org database (spec 4.1), whichever of its names it is called by; does not wait.
 * The lock ends with `release`, or with the process, however that ends.
 *
 * @throws LOCKED, with a message that names the holder; READ_ONLY if the folder cannot be written; NO_SUCH_FILE (the
 * folder), NOT_A_DATABASE (the path names a folder).
 */
export function acquireRunLock(databasePath: string, holder: RunHolder): RunLock {
  const real = realDatabasePath(newDatabasePath(databasePath));
  try {
    return lockOf(takeGate(real, databasePath, holder));
  } catch (error) {
    throw explain(error, `${real}.lock`);
  }
}

function takeGate(real: string, databasePath: string, holder: RunHolder): DatabaseSync {
  const database = statSync(real, { throwIfNoEntry: false });
  const share = (path: string): void => {
    if (database !== undefined) shareOwnership(path, database);
  };
  using board = openBoard(`${real}.lock-holder`, databasePath);
  share(`${real}.lock-holder`);
  const gate = tryGate(`${real}.lock`);
  if (gate === undefined) throw lockedBy(readHolder(board), databasePath);
  try {
    share(`${real}.lock`);
    writeHolder(board, holder);
    return gate;
  } catch (error) {
    gate.close();
    throw error;
  }
}

function lockOf(gate: DatabaseSync): RunLock {
  heldGates.add(gate);
  const release = (): void => {
    if (heldGates.delete(gate)) gate.close();
  };
  return { release, [Symbol.dispose]: release };
}

/** Opens the board and takes its write lock, which closing it gives back. */
function openBoard(path: string, databasePath: string): DatabaseSync {
  const board = new DatabaseSync(path, { timeout: boardTimeoutMs });
  try {
    // Nobody holds a lock after a power cut: what the board says need not be on the disk, and four flushes a run are saved.
    board.exec(
      'pragma synchronous = off; begin immediate; create table if not exists holder (id integer primary key, content text not null)',
    );
    return board;
  } catch (error) {
    board.close();
    throw errorCodeOf(error) === 'BUSY' ? lockedBy(undefined, databasePath) : error;
  }
}

/** The gate, locked; undefined if another connection has it. */
function tryGate(path: string): DatabaseSync | undefined {
  const gate = new DatabaseSync(path, { timeout: 0 });
  try {
    // A journal in memory: the gate is never written, and a killed process should leave no `-journal` behind.
    gate.exec('pragma journal_mode = memory; begin exclusive');
    return gate;
  } catch (error) {
    gate.close();
    if (errorCodeOf(error) === 'BUSY') return undefined;
    throw error;
  }
}

function writeHolder(board: DatabaseSync, holder: RunHolder): void {
  board
    .prepare('insert or replace into holder (id, content) values (1, :content)')
    .run({ content: JSON.stringify(holder) });
  board.exec('commit');
}

function readHolder(board: DatabaseSync): RunHolder | undefined {
  const row = board.prepare('select content from holder where id = 1').get() as
    | { content: string }
    | undefined;
  return row === undefined ? undefined : (JSON.parse(row.content) as RunHolder);
}

function lockedBy(holder: RunHolder | undefined, databasePath: string): SendwindowError {
  const who =
    holder === undefined
      ? 'it is just starting'
      : `pid ${holder.pid} on ${holder.host}, \`${holder.command}\`, started ${holder.startedAt} UTC`;
  return new SendwindowError(
    'LOCKED',
    `${databasePath}: another run is under way (${who}); nothing was done; wait until it has ended`,
  );
}

function explain(error: unknown, lockPath: string): SendwindowError {
  const translated = translateSqliteError(error, lockPath);
  if (translated.code !== 'NOT_A_DATABASE' && translated.code !== 'CORRUPT') return translated;
  return new SendwindowError(
    'STORE_FAILED',
    `${lockPath} or ${lockPath}-holder is not a lock file of sendwindow; delete both while no run is under way`,
    error,
  );
}
