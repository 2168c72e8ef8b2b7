import type { StateDifference } from '../config/diff-policies.ts';

/** A policy that is compared. */
export interface ComparedPolicy {
  readonly name: string;
  readonly version: number;
  /** `policy version 4`, `built-in policy`. */
  readonly source: string;
}

/** A mail of a plan; dates are `YYYY-MM-DD`. */
export interface ImpactMail {
  /** The event that the mail is about. */
  readonly event_date: string;
  /** Its date, also while it is withheld. */
  readonly send_date: string;
  /** Null: it goes out. */
  readonly skip_reason: string | null;
}

/** One mail that would be treated differently. */
export interface ImpactExample {
  readonly contact_id: number;
  readonly change: 'gained' | 'lost' | 'moved';
  readonly email_type: string;
  /** Null: there is no such mail. */
  readonly before: ImpactMail | null;
  readonly after: ImpactMail | null;
  readonly sentence: string;
}

/** How many contacts and mails would be treated differently. */
export interface ImpactCounts {
  readonly contacts: number;
  /** Mails that go out only with the new policy. */
  readonly gained: number;
  /** Mails that go out only without it. */
  readonly lost: number;
  /** Mails that go out on another date. */
  readonly moved: number;
}

/** What changes for the contacts of one state. */
export interface StateImpact extends ImpactCounts {
  readonly state: string;
  readonly name: string;
  /** At most five: of each kind of change where there are any. */
  readonly examples: readonly ImpactExample[];
}

/** What `policy impact` prints (spec 3.2). */
export interface PolicyImpact {
  readonly as_of: string;
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly horizon_days: number;
  readonly policy_before: ComparedPolicy;
  readonly policy_after: ComparedPolicy;
  /** The rules that differ for this organisation, its own buffers and `state_rules` included. */
  readonly rules: readonly StateDifference[];
  /** All contacts of the organisation. */
  readonly contacts: number;
  readonly total: ImpactCounts;
  /** The states with a change, the most affected first. */
  readonly states: readonly StateImpact[];
  /** Warnings that only the new policy brings. */
  readonly warnings: readonly string[];
}
