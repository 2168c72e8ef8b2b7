import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Configuration } from '../configuration.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { SkipReason } from '../mail/schedule-row.ts';

/** What settling reads of a mail, and what it may change: a mail is kept as it is, or becomes skipped. */
export interface SettledMail {
  readonly event: Pick<
    MailEvent,
    'kind' | 'emailType' | 'priority' | 'instanceId' | 'eventDate' | 'transactional'
  >;
  readonly sendDate: EpochDay;
  status: 'pre-scheduled' | 'skipped';
  skipReason: SkipReason | null;
  skipDetail: string | null;
}

/** What the two limits use. */
export interface SettleRules {
  readonly frequency: Configuration['frequency'];
  readonly earliest: EpochDay;
}

/**
 * A mail that is still dated before earliest is due: the sender may be taking it at this moment. No limit withdraws it,
 * and it counts like a row that goes out today (spec 2.6).
 */
export const isDue = (mail: SettledMail, earliest: EpochDay): boolean => mail.sendDate < earliest;

/** Withholds a mail that another one has beaten. */
export function skip(mail: SettledMail, reason: SkipReason, detail: string): void {
  mail.status = 'skipped';
  mail.skipReason = reason;
  mail.skipDetail = detail;
}
