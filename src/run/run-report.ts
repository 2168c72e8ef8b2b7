import type { UnwrittenContact } from './apply/unwritten.ts';

/** Each list of a report has at most so many entries; the total is reported too (`REPORT_CUT`). */
export const reportedItems = 1000;

/** The exit code of a run that came to its end (spec 4.2): 4, a person is needed. */
export const exitCodeOf = ({ status }: Pick<RunReport, 'status'>): 0 | 4 => (status === 'completed' ? 0 : 4);

/** What `run --json` prints (spec 4.2); the terminal report is drawn from the same value. */
export interface RunReport {
  readonly run_id: string;
  /** `completed`; `held_back` when something was quarantined or could not be written: a person is needed (exit code 4). */
  readonly status: 'completed' | 'held_back';
  /** ISO date-time with offset. */
  readonly as_of: string;
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly dry_run: boolean;
  readonly contacts: { total: number; eligible: number; suppressed: number; ineligible: number };
  /** Open contact issues after the run, by kind. */
  readonly issues: Readonly<Record<string, number>>;
  readonly planned: Readonly<Record<string, { pre_scheduled: number; skipped: number }>>;
  /** Skipped mails by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Mails skipped for `exclusion_window`, and their contacts, by state. */
  readonly excluded: Readonly<Record<string, { contacts: number; mails: number }>>;
  readonly adjusted: { catch_up: number; smoothed: number; capped: number };
  readonly writes: { inserted: number; updated: number; deleted: number; unchanged: number };
  readonly batches: { count: number; retried: number };
  /** Contacts whose placements verification held back: the first {@link reportedItems}. */
  readonly quarantined: readonly number[];
  readonly quarantined_total: number;
  /** Rows that verification held back, with the rule each breaks: the first {@link reportedItems}. */
  readonly violations: readonly {
    contact_id: number;
    email_type: string;
    send_date: string;
    rule: string;
    detail: string;
  }[];
  readonly violations_total: number;
  /** Contacts that could not be written, and why; their rows stay as they were. */
  readonly unwritten: readonly UnwrittenContact[];
  readonly over_cap_days: readonly { date: string; mails: number; cap: number; why: string }[];
  /** Foreign rows that have been `processing` for over a day: the first {@link reportedItems} ids. */
  readonly stuck: readonly number[];
  readonly stuck_total: number;
  readonly checksums: { contacts: string; schedules_before: string; schedules_after: string };
  readonly timings_ms: Readonly<Record<string, number>>;
  readonly peak_rss_mb: number;
  readonly warnings: readonly string[];
}
