import type { SettingsRequest } from '../settings/effective-settings.ts';
import type { RunHolder } from '../store/run-lock.ts';
import type { Wait } from './apply/retry.ts';
import type { RunObserver } from './run-observer.ts';

/** What every job is asked with that writes an org database under a run id: a run, an undo. */
export interface JobOptions {
  readonly database: string;
  /** `--as-of`: the instant that is taken for now. */
  readonly asOf: Temporal.Instant;
  readonly settings: SettingsRequest;
  /** False: `--no-backup`. */
  readonly backup: boolean;
  readonly holder: RunHolder;
  /** Unique: names the job in the database. */
  readonly runId: string;
  /** Milliseconds that only go forward; for timings. */
  readonly elapsed: () => number;
  /** The wall clock: says when the job started and ended, and names backups. */
  readonly wallClock: () => Date;
  /** Waits before a batch is tried again. */
  readonly wait: Wait;
  /** Who runs it; null: unknown. */
  readonly runBy: string | null;
  /** Aborted, the job ends as STOPPED, between two batches or while it plans; its `reason` is the signal, as text. */
  readonly signal?: AbortSignal | undefined;
  readonly observer: RunObserver;
  /** The caller has just opened the database, so that it need not be looked at before its lock is taken. */
  readonly isChecked?: boolean | undefined;
}
