import type { OccupiedMail } from '../../src/domain/mail/occupied-mail.ts';
import type { SettledMail, SettleRules } from '../../src/domain/settle/settled-mail.ts';
import { day } from './day-builder.ts';

export interface SettledMailOptions extends Partial<Omit<SettledMail['event'], 'eventDate'>> {
  /** `YYYY-MM-DD`; the event date too unless that is given. */
  readonly sendDate?: string;
  readonly eventDate?: string;
  readonly status?: SettledMail['status'];
}

/** A pre-scheduled birthday mail on 1 April 2027. */
export function buildSettledMail(options: SettledMailOptions = {}): SettledMail {
  const { sendDate = '2027-04-01', eventDate = sendDate, status = 'pre-scheduled', ...event } = options;
  return {
    event: {
      kind: 'birthday',
      emailType: 'birthday',
      priority: 10,
      instanceId: null,
      transactional: false,
      ...event,
      eventDate: day(eventDate),
    },
    sendDate: day(sendDate),
    status,
    skipReason: status === 'skipped' ? 'suppressed' : null,
    skipDetail: null,
  };
}

/** The same of campaign instance 3. */
export const buildSettledCampaignMail = (options: SettledMailOptions = {}): SettledMail =>
  buildSettledMail({ kind: 'campaign', emailType: 'campaign_promo', instanceId: 3, ...options });

/** A birthday mail that was sent, unless told otherwise. */
export const buildOccupiedMail = (date: string, overrides: Partial<OccupiedMail> = {}): OccupiedMail => ({
  id: 90,
  emailType: 'birthday',
  date: day(date),
  isForeign: true,
  ...overrides,
});

/** The limits of a run at the beginning of 1 March 2027: at most so many mails in so many days. */
export const settleRules = (max_emails_per_period = 3, period_days = 30): SettleRules => ({
  frequency: { max_emails_per_period, period_days },
  earliest: day('2027-03-01'),
});
