import type { Configuration } from '../configuration.ts';
import type { ExclusionPolicy } from '../exclusion/exclusion-policy.ts';

/** One campaign instance, the overrides of its metadata already applied (spec 2.4). */
export interface VerifiedCampaign {
  readonly id: number;
  /** Days; positive: the mail goes before the event, negative: after it. */
  readonly daysBeforeEvent: number;
  readonly respectsWindows: boolean;
  readonly transactional: boolean;
  /** Epoch day; undefined: open. */
  readonly activeStart: number | undefined;
  /** Epoch day, itself still active; undefined: open. */
  readonly activeEnd: number | undefined;
}

/** What is the same for every contact of a run. */
export interface VerifyRules {
  /** Epoch day. */
  readonly today: number;
  /** Epoch day: today, or tomorrow once the send time has passed (spec 2.1). */
  readonly earliest: number;
  readonly configuration: Configuration;
  readonly policy: ExclusionPolicy;
  /** The organisation's pre-window buffer by state, in days; goes before the rule's own (spec 3.2). */
  readonly stateBuffers: ReadonlyMap<string, number>;
  /** Every campaign instance, by id. */
  readonly campaigns: ReadonlyMap<number, VerifiedCampaign>;
}

/** One contact, as its own data says; nothing here comes from the plan. */
export interface VerifiedContact {
  readonly id: number;
  readonly eligible: boolean;
  readonly suppression: 'none' | 'unsubscribed_only' | 'suppressed';
  /** Epoch day; undefined: absent or unreadable. */
  readonly birthDate: number | undefined;
  /** Epoch day; undefined: absent or unreadable. */
  readonly effectiveDate: number | undefined;
  /** The ZIP's state; with `on_state_mismatch: strictest` also `contacts.state` where it differs, `?` where it is none. */
  readonly states: readonly string[];
}

/** A row of the contact as it would be after the run; dates are epoch days. */
export interface VerifiedMail {
  readonly emailType: string;
  readonly eventDate: number;
  readonly idealDate: number;
  readonly sendDate: number;
  readonly status: 'pre-scheduled' | 'skipped';
  readonly adjustment: 'catch_up' | 'smoothed' | 'capped' | null;
  readonly instanceId: number | null;
  readonly targetId: number | null;
  readonly parentId: number | null;
  /** Newly placed, or moved to this date, by this run; false for a row that keeps its date. */
  readonly changed: boolean;
}

/** A row of the contact that went out, or that is outside this run (spec 2.5). */
export interface OccupiedMail {
  readonly emailType: string;
  /** Epoch day: when it went out, else its send date. */
  readonly date: number;
  readonly instanceId: number | null;
}

/** The rules of spec 4.1 that a mail can violate. */
export type ViolatedRule =
  | 'excluded_date'
  | 'window_unknown'
  | 'before_today'
  | 'before_earliest'
  | 'after_last_date'
  | 'before_campaign_start'
  | 'duplicate_identity'
  | 'frequency_limit'
  | 'moved_before_smoothing'
  | 'suppressed'
  | 'ineligible';

/** A rule that was violated, and in words for the report what was found and what is allowed. */
export interface Finding {
  readonly rule: ViolatedRule;
  readonly detail: string;
}

/** A mail that must not be written as it is. */
export interface Violation extends Finding {
  readonly contactId: number;
  readonly mail: VerifiedMail;
}

/** Judges one pre-scheduled mail by itself; undefined: no violation. */
export type MailCheck = (contact: VerifiedContact, mail: VerifiedMail) => Finding | undefined;
