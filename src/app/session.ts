import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { Wait } from '../run/apply/retry.ts';
import { type RunObserver, silentObserver } from '../run/run-observer.ts';
import type { Author } from '../settings/caller.ts';
import type { RunHolder } from '../store/run-lock.ts';
import { createRunId } from './shared/create-run-id.ts';
import { currentUser } from './shared/current-user.ts';

/** What a use-case gets besides its request: when, where, for whom, and who receives progress. */
export interface Session extends Author {
  /** Milliseconds that only go forward; for timings. */
  readonly elapsed: () => number;
  /** Waits before something is tried again. */
  readonly wait: Wait;
  /** Unique: names a run, or an undo, in the database. */
  readonly createRunId: (kind: 'run' | 'undo', now: Temporal.Instant) => string;
  /** Who holds the lock of a database, for the message to a second run. @param database as it was named */
  readonly holder: (database: string) => RunHolder;
  /** Receives the progress of long work, and log entries. */
  readonly observer: RunObserver;
  /** Receives a warning that is in no report: `CODE: text`. */
  readonly warn: (text: string) => void;
  /** Receives the `log_level` of the settings, as soon as they are known. */
  readonly setLogLevel: (level: LogLevel) => void;
  /** Aborted, long work stops at its next safe point and fails as STOPPED; its `reason` is the signal, as text. */
  readonly signal?: AbortSignal | undefined;
}

/** The lowest level that is logged; `silent`: nothing. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What a shell says of a session; the rest is the process's own. */
export interface SessionOptions extends Partial<Omit<Session, 'holder'>> {
  /** What is at work, for those who find a database locked: `sendwindow run`. */
  readonly command: string;
}

const nothing = (): void => undefined;

/**
 * Makes a session: everything that the options leave out is the process's own: its folder, its environment, its user,
 * the wall clock; progress and warnings are dropped.
 *
 * @example const session = createSession({ command: 'my-service', who: 'ann' });
 */
export function createSession({ command, ...given }: SessionOptions): Session {
  const { env = process.env, now = () => Temporal.Now.instant() } = given;
  return {
    cwd: process.cwd(),
    env,
    who: given.who === undefined ? currentUser(env) : given.who,
    now,
    elapsed: () => performance.now(),
    wait: (milliseconds) => setTimeout(milliseconds),
    createRunId,
    holder: (database) => ({
      pid: process.pid,
      host: hostname(),
      command: `${command} ${database}`,
      startedAt: formatDateTime(now()),
    }),
    observer: silentObserver,
    warn: nothing,
    setLogLevel: nothing,
    ...given,
  };
}
