/**
 * What the package exports as `sendwindow/domain`: the pure planner. It knows no database, no clock and no file; what it
 * needs is handed in. Everything else of the domain is internal and may change with any version.
 *
 * @example
 * import { planContact } from 'sendwindow/domain';
 * const plan = planContact(contact, context);
 */

export { applyDailyCap } from './balance/apply-daily-cap.ts';
export { smoothEffectiveDates } from './balance/smooth-effective-dates.ts';
export { formatDate, readDate } from './calendar/date-text.ts';
export { addDays, type EpochDay, toEpochDay } from './calendar/epoch-day.ts';
export { createRunClock, type RunClock } from './calendar/run-clock.ts';
export type { Configuration } from './configuration.ts';
export type { Contact, ContactIssue, ContactRecord } from './contact/contact.ts';
export { findContactWindows } from './exclusion/contact-windows.ts';
export type { ExclusionPolicy, StateRule } from './exclusion/exclusion-policy.ts';
export { resolveStateRules } from './exclusion/state-rules.ts';
export { Ledger } from './ledger/ledger.ts';
export type { PlannedMail } from './mail/planned-mail.ts';
export type { ScheduleRow } from './mail/schedule-row.ts';
export { type ContactChanges, diffContact } from './plan/diff-contact.ts';
export { type ContactInput, type ContactPlan, planContact } from './plan/plan-contact.ts';
export type { PlanContext } from './plan-context.ts';
export { settleLedger } from './settle/settle-ledger.ts';
export { createVerifier } from './verify/verify-contact.ts';
