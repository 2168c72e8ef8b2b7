import { type Day, formatDay } from './calendar.ts';
import type { Contact } from './contact.ts';
import type { Exclusion } from './exclusion.ts';
import type { ScheduleRow } from './oracle-case.ts';

/** What a mail is about and when it may go, before anything is decided (spec 2.4). */
export interface Mail {
  contact: Contact;
  exclusion: Exclusion;
  kind: 'birthday' | 'effective_date' | 'aep' | 'campaign' | 'post_window' | 'followup';
  emailType: string;
  eventDate: Day;
  ideal: Day;
  /** The first date on which anything may be newly placed. */
  earliest: Day;
  lo: Day;
  hi: Day;
  priority: number;
  instanceId: number | null;
  /** The lowest target id of the event. */
  targetId: number | null;
  /** Further targets of the contact and instance with the same E. */
  otherTargetIds: (number | null)[];
  parentId: number | null;
  emailTemplate: string | null;
  smsTemplate: string | null;
  respectsWindows: boolean;
  isTransactional: boolean;
  activeStart: Day | null;
  activeEnd: Day | null;
  /** The owned row of its identity that carries the plan. */
  row: ScheduleRow | null;
}

/** What rules 1 to 6 and the steps after them decide. */
export interface Verdict {
  status: 'pre-scheduled' | 'skipped';
  skipReason: string | null;
  date: Day;
  adjustment: string | null;
  /** Which rule of 2.6 decided, 1 to 6; `t` for the date of a follow-up. */
  rule: 1 | 2 | 3 | 4 | 5 | 6 | 't';
}

/** A mail that is due: today's, once the send time is past. The sender may be taking it at this moment (spec 2.6). */
export function isDue(mail: PlannedMail): boolean {
  return mail.verdict.status === 'pre-scheduled' && mail.verdict.date < mail.earliest;
}

/** A mail for which a row is made or kept. */
export interface PlannedMail extends Mail {
  verdict: Verdict;
}

/**
 * Names a mail to `OracleOptions.dailyCap`: contact, type, event date, instance, target and parent of its row, null
 * being empty. Example: `7|campaign_rate_increase|2027-03-14|2|31|`.
 */
export function keyOfMail(mail: Mail): string {
  return [
    mail.contact.id,
    mail.emailType,
    formatDay(mail.eventDate),
    mail.instanceId,
    mail.targetId,
    mail.parentId,
  ].join('|');
}
