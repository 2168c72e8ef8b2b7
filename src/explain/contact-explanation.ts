/**
 * What `explain` reports about one contact (spec 4.2): plain data, printed by `--json`; the terminal timeline is drawn
 * from the same value. Dates are `YYYY-MM-DD`, date-times UTC `YYYY-MM-DD HH:MM:SS`. Texts may hold what people have
 * written into the database: escape them before they reach a terminal.
 */
export interface ContactExplanation {
  readonly contact_id: number;
  /** ISO date-time with offset: the moment that is taken for now. */
  readonly as_of: string;
  readonly today: string;
  /** Nothing is newly placed, or moved, to an earlier date (spec 2.1). */
  readonly earliest: string;
  /** Mails whose ideal date is later are outside the plan (spec 2.4). */
  readonly horizon_end: string;
  /** The run that is explained (`--run`); null: what a run at `as_of` would decide. */
  readonly run: ExplainedRun | null;
  readonly contact: ContactFacts;
  readonly policy: PolicyFacts;
  readonly limits: LimitFacts;
  /** Reasons for which nothing may be sent at all; empty: not on hold (spec 4.1). */
  readonly holds: readonly string[];
  /** The merged windows that touch the timeline, in order (spec 2.3). */
  readonly windows: readonly WindowFacts[];
  /** Windows, events and rows in the order of their dates. */
  readonly timeline: readonly TimelineEntry[];
  /** Events that the contact does not have, and why. */
  readonly no_events: readonly NoEvent[];
  /** What was changed when, by people and by runs; the newest last. */
  readonly changes: readonly ChangeEntry[];
  /** The stored plan is what a run at `as_of` would leave (with `run`: what that run's decisions are). */
  readonly agrees: boolean;
  /** What a run would write where it does not agree, a sentence each: rows first, then issues and targets. */
  readonly differences: readonly string[];
  /** Placements that verification would hold back, a sentence each (spec 4.1). */
  readonly violations: readonly string[];
}

/** A run whose decisions are explained, from its checkpoint. */
export interface ExplainedRun {
  readonly run_id: string;
  readonly run_timestamp: string;
  readonly status: string;
  readonly product_version: string | null;
  readonly configuration_hash: string;
  readonly policy_hash: string;
  /** How the contact's data was brought back to the moment of the run, a sentence each. */
  readonly rewound: readonly string[];
}

/** The contact as the planner reads it (spec 2.2). */
export interface ContactFacts {
  /** False: the contact is gone; its rows and its history may be left. */
  readonly exists: boolean;
  /** First and last name as they are now; null where both are absent. */
  readonly name: string | null;
  /** The id of another system; null where there is none. */
  readonly external_id: string | null;
  readonly email: string | null;
  readonly zip_code: string | null;
  /** The ZIP's state; null where the ZIP is not known. */
  readonly state: string | null;
  /** The code of `contacts.state`; the text itself where it is no state. */
  readonly declared_state: string | null;
  /** As read: null where absent or unreadable. */
  readonly birth_date: string | null;
  readonly effective_date: string | null;
  readonly has_phone: boolean;
  readonly status: string | null;
  readonly eligible: boolean;
  readonly suppressed: boolean;
  readonly suppressed_by: readonly string[];
  /** The contact whose email and dates it has (spec 2.2). */
  readonly duplicate_of: number | null;
  /** Its only reason is `unsubscribed`: transactional mail still reaches it (spec 2.4). */
  readonly gets_transactional: boolean;
  readonly issues: readonly { readonly issue: string; readonly detail: string }[];
}

/** The exclusion policy and what it says for this contact (spec 3.2). */
export interface PolicyFacts {
  readonly name: string;
  readonly version: number;
  /** One sentence per state whose rule counts. */
  readonly rules: readonly string[];
  readonly citations: readonly string[];
  /** A rule needs a date that the contact lacks. */
  readonly anchor_missing: boolean;
  /** It is not known where the windows are, so mail that respects windows is withheld. */
  readonly windows_unknown: boolean;
}

/** The limits that the contact's mails meet (spec 2.6). */
export interface LimitFacts {
  /** Mails per date, of all contacts; null with `run`: how full the days were then is not kept. */
  readonly daily_cap: number | null;
  readonly max_emails_per_period: number;
  readonly period_days: number;
}

/** A span of excluded dates; null where it has no beginning or no end. */
export interface WindowFacts {
  readonly start: string | null;
  readonly end: string | null;
  readonly rule: string;
}

/** What is known of a stored row, as the database holds it. */
export interface RowFacts {
  readonly id: number;
  readonly status: string;
  readonly email_type: string;
  readonly event_date: string | null;
  readonly ideal_send_date: string | null;
  readonly scheduled_send_date: string | null;
  readonly actual_send_datetime: string | null;
  readonly skip_reason: string | null;
  readonly skip_detail: string | null;
  readonly adjustment: string | null;
  readonly email_template: string | null;
  readonly sms_template: string | null;
  /** The run that created or last changed the row. */
  readonly run_id: string | null;
  /** That run's moment; null where its checkpoint is not known. */
  readonly run_timestamp: string | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
}

/**
 * What was decided. Of events: `planned` on the ideal date, `moved` to another, `skipped`; `closed` by a row that the
 * sender has taken; `over`: no date is left; `beyond_horizon`: not planned yet. Of rows that no event claims:
 * `foreign` (the sender's), `kept` (of the past), `missed`, `outside` (beyond the horizon), `deleted`.
 */
export type Verdict =
  | 'planned'
  | 'moved'
  | 'skipped'
  | 'closed'
  | 'over'
  | 'beyond_horizon'
  | 'foreign'
  | 'kept'
  | 'missed'
  | 'outside'
  | 'deleted';

/** A column and its values before and after a change. */
export interface ColumnChange {
  readonly column: string;
  readonly before: string | number | null;
  readonly after: string | number | null;
}

/** What a run would write about one mail. */
export interface RowDifference {
  readonly change: 'insert' | 'update' | 'delete';
  /** The columns that an update changes; empty for an insert or a delete. */
  readonly columns: readonly ColumnChange[];
}

/** A date that had too many mails (spec 2.6, "Daily cap"). */
export interface FullDay {
  readonly date: string;
  /** Mails it holds now, this contact's included; null with `run`: how many it held then is not kept. */
  readonly mails: number | null;
  readonly cap: number | null;
}

/** What decided the kind of a follow-up (spec 2.8); never a health answer. */
export interface BehaviourSeen {
  readonly initial_row_id: number;
  readonly initial_email_type: string;
  readonly clicked: boolean;
  readonly answered: boolean;
  /** Ids of the clicks or answers that decided. */
  readonly decided_by: readonly number[];
}

/** What beat a campaign mail (spec 2.6, "Campaign conflict"). */
export interface ConflictWinner {
  readonly email_type: string;
  readonly campaign_instance_id: number | null;
  readonly campaign_name: string | null;
  /** The row that went or goes out, where that is what won. */
  readonly row_id: number | null;
}

/** One event with its verdict, or one row that no event claims. */
export interface MailEntry {
  readonly kind: 'event' | 'row';
  /** Its date on the timeline: when the mail goes out, went out, or would have gone out. */
  readonly date: string;
  readonly verdict: Verdict;
  readonly email_type: string;
  /** E */
  readonly event_date: string;
  readonly ideal_date: string;
  /** lo; null for rows. */
  readonly first_date: string | null;
  /** hi; null for rows. */
  readonly last_date: string | null;
  /** The date it is planned for; null where nothing is planned. */
  readonly send_date: string | null;
  readonly priority: number;
  readonly campaign_instance_id: number | null;
  readonly campaign_name: string | null;
  readonly target_id: number | null;
  readonly parent_email_id: number | null;
  readonly skip_reason: string | null;
  readonly skip_detail: string | null;
  readonly adjustment: string | null;
  /** Where the specification says so: `2.6 rule 3`. */
  readonly rule: string;
  /** How it came about, in plain words. */
  readonly sentence: string;
  readonly full_day: FullDay | null;
  readonly winner: ConflictWinner | null;
  readonly behaviour: BehaviourSeen | null;
  /** The stored row; of a closed event, the row that closes it. */
  readonly row: RowFacts | null;
  /** The stored row says what a run would say. */
  readonly agrees: boolean;
  readonly difference: RowDifference | null;
}

/** The first or the last date of an exclusion window. */
export interface WindowEntry {
  readonly kind: 'window-start' | 'window-end';
  readonly date: string;
  readonly window: WindowFacts;
  /** Of an end: what becomes of the post-window mail, where there is something to say (spec 2.7). */
  readonly sentence: string;
}

export type TimelineEntry = MailEntry | WindowEntry;

/** An event that the contact does not have. */
export interface NoEvent {
  /** An email type, or `campaign` with its name in the sentence. */
  readonly event: string;
  readonly sentence: string;
}

/** A change of the contact's data, or of one of its rows by a run. */
export interface ChangeEntry {
  readonly kind: 'contact' | 'row';
  /** When: a date-time for contacts; for rows the moment of the run, null where its checkpoint is not known. */
  readonly at: string | null;
  readonly run_id: string | null;
  readonly row_id: number | null;
  readonly change: 'update' | 'delete';
  /** The columns that changed; of a deleted row or contact what it was. */
  readonly columns: readonly ColumnChange[];
}
