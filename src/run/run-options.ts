import type { SettingsRequest } from '../settings/effective-settings.ts';
import type { RunHolder } from '../store/run-lock.ts';
import type { Wait } from './apply/retry.ts';
import type { PlannerChoice } from './check-planner.ts';
import type { RunObserver } from './run-observer.ts';

/** Below this many contacts a second thread costs more to start than it saves. */
export const defaultThreadsFrom = 40_000;

/** One run, as the command line (or a program that embeds the product) asks for it. */
export interface RunOptions extends PlannerChoice {
  readonly database: string;
  /** `--as-of`: the instant that is taken for now. */
  readonly asOf: Temporal.Instant;
  readonly settings: SettingsRequest;
  /** Plan and report, and write nothing at all. */
  readonly dryRun: boolean;
  /** Place everything anew: stickiness is off. */
  readonly replan: boolean;
  /** A partial run: the ids of the contacts to plan. Absent: all. */
  readonly contacts?: readonly number[] | undefined;
  /** False: `--no-backup`. */
  readonly backup: boolean;
  /** False: a run that changes nothing leaves no checkpoint either. */
  readonly checkpoint: boolean;
  /** Contacts from which a full run uses a second thread; {@link defaultThreadsFrom}. */
  readonly threadsFrom: number;
  readonly holder: RunHolder;
  /** Unique: names the run in the database. */
  readonly runId: string;
  /** Milliseconds that only go forward; for timings. */
  readonly elapsed: () => number;
  /** The wall clock: says when the run started and ended, and names backups. */
  readonly wallClock: () => Date;
  /** Waits before a batch is tried again. */
  readonly wait: Wait;
  /** Who runs it; null: nobody knows. */
  readonly runBy: string | null;
  /** Aborted, the run stops before its next batch and fails as STOPPED; its `reason` is the signal, as text. */
  readonly signal?: AbortSignal | undefined;
  readonly observer: RunObserver;
}
