import type { ViolatedRule } from '../domain/verify/verify-contact.ts';

/**
 * Why a row that a run wrote was not taken back:
 *
 * - `taken`: a sender has it, or had it: it is no longer the planner's;
 * - `changed_since`: it is not as the run left it;
 * - `gone`: it was deleted after the run;
 * - `identity_taken`: another row is about the same mail now;
 * - a rule of spec 4.1: as it was, it would break that rule today.
 */
export type LeftReason = 'taken' | 'changed_since' | 'gone' | 'identity_taken' | ViolatedRule;

/** A row that was left as it is. */
export interface LeftRow {
  readonly schedule_id: number;
  readonly contact_id: number;
  /** Null here and below: the row is not there any more, and the run had not changed this column. */
  readonly email_type: string | null;
  /** `YYYY-MM-DD`: as it is; of a row that is not there, as it was. */
  readonly send_date: string | null;
  readonly status: string | null;
  readonly reason: LeftReason;
  readonly detail: string;
}

/** What `runs undo --json` prints (spec 4.1); it is kept with the undo's checkpoint. */
export interface UndoReport {
  /** The undo's own run id: its changes are explained under it. */
  readonly run_id: string;
  readonly status: 'completed';
  /** ISO date-time with offset. */
  readonly as_of: string;
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly undone: {
    readonly run_id: string;
    readonly kind: string;
    /** When it ran: UTC, `YYYY-MM-DD HH:MM:SS`. */
    readonly run_timestamp: string;
  };
  readonly rows: {
    /** Inserted by the run, now gone. */
    readonly removed: number;
    /** Changed by the run, now as they were. */
    readonly changed_back: number;
    /** Deleted by the run, now back under their old ids. */
    readonly brought_back: number;
    /** As they were already: an earlier undo of the same run was killed. */
    readonly already: number;
  };
  /** `contact_campaigns` whose status was put in step with the rows. */
  readonly targets: number;
  readonly left: {
    readonly total: number;
    readonly by_reason: Readonly<Partial<Record<LeftReason, number>>>;
    /** The first 10,000, in the order of contact ids. */
    readonly rows: readonly LeftRow[];
  };
  /** The reason under which the organisation is on hold. */
  readonly hold: string;
  /** Where the backup is that was made first; null with `--no-backup`. */
  readonly backup: string | null;
  readonly batches: { readonly count: number; readonly retried: number };
  readonly checksums: {
    readonly schedules_before: string;
    readonly schedules_after: string;
    /** Of the planner's rows, as the run that was taken back had found them; null if it does not say. */
    readonly schedules_before_run: string | null;
  };
  readonly timings_ms: Readonly<Record<string, number>>;
}
