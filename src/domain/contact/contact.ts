import type { EpochDay } from '../calendar/epoch-day.ts';

/** A problem of a contact's data (spec 2.2), recorded in `contact_issues`. */
export type ContactIssueKind =
  | 'missing_email'
  | 'invalid_email'
  | 'missing_zip'
  | 'invalid_zip'
  | 'unknown_zip'
  | 'zip_by_prefix'
  | 'id_out_of_range'
  | 'invalid_birth_date'
  | 'future_birth_date'
  | 'implausible_birth_date'
  | 'invalid_effective_date'
  | 'implausible_effective_date'
  | 'window_anchor_missing'
  | 'state_mismatch'
  | 'unknown_state'
  | 'campaign_trigger_missing'
  | 'campaign_trigger_invalid'
  | 'duplicate_contact'
  | 'id_reused'
  | 'unknown_status';

/** `detail` is for people: what was found, what is allowed, and what to do where that is not plain. */
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
  /** The code of `contacts.state`; empty when absent or unknown. Only compared, unless the policy is strictest. */
  readonly declaredState: string;
  /** `contacts.state` is neither empty nor the code or name of a state. */
  readonly declaredStateUnknown: boolean;
  readonly birthDate: EpochDay | undefined;
  readonly effectiveDate: EpochDay | undefined;
  /** The phone number holds enough digits for a text message. */
  readonly hasPhone: boolean;
  /** The contact it duplicates (spec 2.2). */
  readonly duplicateOf: number | undefined;
  readonly suppression: Suppression;
  /** Reasons of the suppression, for people. */
  readonly suppressedBy: readonly string[];
  readonly issues: readonly ContactIssue[];
}
