import type { SendwindowError } from '../error/sendwindow-error.ts';
import type { EffectiveSettings } from '../settings/effective-settings.ts';
import type { RunCompletion, RunPlan } from '../store/checkpoints.ts';
import type { Store } from '../store/store.ts';
import { enterCheckpoint } from './enter-checkpoint.ts';
import type { JobOptions } from './job-options.ts';
import { wallTimeOf } from './wall-time.ts';

/** What a checkpoint says of the plan before the first write. */
export type PlanFacts = Omit<RunPlan, 'runId'>;

/** What it says when everything is written. */
export type CompletionFacts = Omit<RunCompletion, 'runId' | 'completedAt' | 'report'>;

/** The checkpoint of one job; a job that has not entered it leaves none. */
export class JobCheckpoint {
  readonly #store: Store;
  readonly #options: JobOptions;
  readonly #settings: EffectiveSettings;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly #now: string;
  #isEntered = false;

  constructor(store: Store, options: JobOptions, settings: EffectiveSettings, now: string) {
    this.#store = store;
    this.#options = options;
    this.#settings = settings;
    this.#now = now;
  }

  get isEntered(): boolean {
    return this.#isEntered;
  }

  /** @param kind `run`, `partial`, `undo`; @param alongside written in the same transaction */
  enter(kind: string, alongside: (startedAt: string) => void = () => undefined): void {
    const { runId, runBy } = this.#options;
    const startedAt = wallTimeOf(this.#options);
    this.#store.transaction(() => {
      enterCheckpoint(this.#store, {
        runId,
        kind,
        now: this.#now,
        startedAt,
        runBy,
        settings: this.#settings,
      });
      alongside(startedAt);
    });
    this.#isEntered = true;
  }

  /** Says that the first write is about to follow. */
  beginApplying(facts: PlanFacts): void {
    this.#store.checkpoints.beginApplying({ runId: this.#options.runId, ...facts });
  }

  complete(facts: CompletionFacts, report: object): void {
    const completion = {
      runId: this.#options.runId,
      ...facts,
      completedAt: wallTimeOf(this.#options),
      report: JSON.stringify(report),
    };
    this.#store.flushed(() => this.#store.checkpoints.completeRun(completion));
  }

  /** Keeps the failure; the batches done so far stay (spec 4.1). */
  fail({ code, message }: SendwindowError): void {
    if (!this.#isEntered) return;
    const { runId, observer } = this.#options;
    const status = code === 'STOPPED' ? 'stopped' : 'failed';
    try {
      const now = wallTimeOf(this.#options);
      this.#store.flushed(() => this.#store.checkpoints.failRun(runId, `${code}: ${message}`, now, status));
    } catch (error) {
      // On a full disk not even this can be written; the next run finds the checkpoint open and supersedes it.
      observer.log('error', 'the checkpoint could not be marked as failed', { error: String(error) });
    }
  }
}
