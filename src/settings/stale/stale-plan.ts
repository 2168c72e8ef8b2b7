import type { StaleMarks } from '../../store/stale-marks.ts';
import type { Store } from '../../store/store.ts';
import type { EffectiveSettings } from '../effective-settings.ts';
import { hashPlanBasis } from './plan-basis.ts';

/** What a completed run has planned. */
export interface CompletedPlan {
  readonly runId: string;
  /** The contacts of a partial run; undefined: all. */
  readonly contacts: readonly number[] | undefined;
  /** Contacts whose plan was not written, or not as a whole: they stay stale. */
  readonly heldBack: readonly number[];
}

// A trigger makes a mark, or a command that changes settings: what is planned rests on something that has changed since.
// A run reads the newest mark before it reads anything else, so it has seen every change that was marked up to it. Later
// marks stay for the next run, but for contacts that this run plans again.

/** Writes the statuses that `sendable_emails` uses, and marks everything where the plan rests on other settings. */
export function keepSettings(
  store: Store,
  settings: EffectiveSettings,
  reason: string,
  marks: StaleMarks = store.staleMarks,
): void {
  const { active_statuses, suppressed_statuses, on_unknown_status } = settings.configuration;
  store.transaction(() => {
    store.statusTables.keepStatuses({
      active: active_statuses,
      suppressed: suppressed_statuses,
      onUnknown: on_unknown_status,
    });
    const basis = marks.findBasis();
    if (basis !== undefined && basis !== hashPlanBasis(settings)) marks.markEverything(reason);
  });
}

/** The stale marks as one run sees them (spec 6.3): begun before anything is read, completed when all is written. */
export class StalePlan {
  readonly #store: Store;
  readonly #marks: StaleMarks;
  readonly #basis: string;
  readonly #lastMark: number;

  private constructor(store: Store, marks: StaleMarks, basis: string) {
    this.#store = store;
    this.#marks = marks;
    this.#basis = basis;
    this.#lastMark = marks.findLastMark();
  }

  /** Begins; a dry run writes nothing. */
  static begin(store: Store, settings: EffectiveSettings, dryRun: boolean): StalePlan {
    const marks = store.staleMarks;
    if (!dryRun) keepSettings(store, settings, 'settings changed', marks);
    return new StalePlan(store, marks, hashPlanBasis(settings));
  }

  /** The newest mark by now: read before the snapshot of contacts that are planned again. */
  findLastMark(): number {
    return this.#marks.findLastMark();
  }

  /** Contacts that were planned again, and written, are stale no more, unless something has changed since `lastMark`. */
  clearWritten(lastMark: number, contacts: readonly number[]): void {
    if (contacts.length > 0) this.#marks.clearContactsUpTo(lastMark, contacts);
  }

  /** What the run has planned is stale no more. Writes nothing where nothing was. */
  complete({ runId, contacts, heldBack }: CompletedPlan): void {
    const marks = this.#marks;
    this.#store.transaction(() => {
      if (contacts === undefined) {
        if (Object.keys(marks.countMarks()).length > 0) marks.clearUpTo(this.#lastMark);
        if (marks.findBasis() !== this.#basis) marks.setBasis(this.#basis, runId);
      } else {
        marks.clearContactsUpTo(this.#lastMark, contacts);
      }
      marks.markContacts(heldBack, 'held back');
    });
  }
}
