import type { EpochDay } from '../calendar/epoch-day.ts';

/** A problem of a contact's data (spec 2.2), recorded in `contact_issues`. */
export type ContactIssueKind =
  | 'missing_email'
  | 'invalid_email'
  | 'missing_zip'
  | 'invalid_zip'
  | 'unknown_zip'
  | 'invalid_birth_date'
  | 'future_birth_date'
  | 'invalid_effective_date'
  | 'window_anchor_missing'
  | 'state_mismatch'
  | 'campaign_trigger_missing';

/** `detail` is for people: what was found, or what follows from it. */
export interface ContactIssue {
  readonly issue: ContactIssueKind;
  readonly detail: string;
}

/** A row of `contacts` as read: people's and importers' text, not yet judged. */
export interface ContactRecord {
  readonly id: number;
  readonly email: string | null;
  readonly zipCode: string | null;
  readonly state: string | null;
  readonly birthDate: string | null;
  readonly effectiveDate: string | null;
  readonly phoneNumber: string | null;
  readonly status: string | null;
}

/** Why a contact gets no mail (spec 2.2): `unsubscribed_only` still gets transactional mail. */
export type Suppression = 'none' | 'unsubscribed_only' | 'suppressed';

/** A contact as the planner sees it (spec 2.2). Only {@link readContact} makes one. */
export interface Contact {
  readonly id: number;
  /** A valid email and a known ZIP: only an eligible contact has events. */
  readonly eligible: boolean;
  /** The ZIP's state, two capitals; empty when the ZIP is not known. */
  readonly state: string;
  /** `contacts.state`, trimmed and in capitals; empty when absent. Only compared, unless the policy is strictest. */
  readonly declaredState: string;
  readonly birthDate: EpochDay | undefined;
  readonly effectiveDate: EpochDay | undefined;
  readonly hasPhone: boolean;
  readonly suppression: Suppression;
  /** Reasons of the suppression, for people. */
  readonly suppressedBy: readonly string[];
  readonly issues: readonly ContactIssue[];
}
