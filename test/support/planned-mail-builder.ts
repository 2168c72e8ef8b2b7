import type { MailEvent } from '../../src/domain/mail/mail-event.ts';
import type { PlannedMail } from '../../src/domain/mail/planned-mail.ts';
import { day, isoDateAfter } from './day-builder.ts';

type Dates = 'eventDate' | 'idealDate' | 'firstDate' | 'lastDate';

/** Dates are given as `YYYY-MM-DD`. */
export type EventOptions = Partial<Omit<MailEvent, Dates>> & { readonly [Key in Dates]?: string };

/**
 * A birthday on 10 June 2027. Without other dates its mail is due 14 days before the event date, goes out from 1 March
 * 2027 on, and on the event date at the latest.
 */
export function buildEvent(options: EventOptions = {}): MailEvent {
  const {
    eventDate = '2027-06-10',
    idealDate = isoDateAfter(eventDate, -14),
    firstDate = '2027-03-01',
    lastDate = eventDate,
    ...others
  } = options;
  return {
    kind: 'birthday',
    emailType: 'birthday',
    priority: 10,
    respectsWindows: true,
    transactional: false,
    campaign: undefined,
    instanceId: null,
    targetId: null,
    parentId: null,
    emailTemplate: 'birthday',
    smsTemplate: 'birthday_sms',
    metadata: null,
    ...others,
    eventDate: day(eventDate),
    idealDate: day(idealDate),
    firstDate: day(firstDate),
    lastDate: day(lastDate),
  };
}

/** An event of campaign instance 3 of type `promo`, due on its event date. */
export function buildCampaignEvent(options: EventOptions = {}): MailEvent {
  const eventDate = options.eventDate ?? '2027-05-20';
  return buildEvent({
    kind: 'campaign',
    emailType: 'campaign_promo',
    eventDate,
    idealDate: eventDate,
    instanceId: 3,
    targetId: 11,
    emailTemplate: 'spring',
    smsTemplate: 'spring_sms',
    ...options,
  });
}

/** A pre-scheduled mail without a row, on its event's ideal date unless told otherwise. */
export function buildMail(
  event: MailEvent = buildEvent(),
  options: Partial<Omit<PlannedMail, 'event' | 'sendDate'>> & { readonly sendDate?: string } = {},
): PlannedMail {
  const { sendDate, ...others } = options;
  return {
    event,
    row: undefined,
    rule: 'ideal',
    status: 'pre-scheduled',
    skipReason: null,
    skipDetail: null,
    adjustment: null,
    stored: true,
    ...others,
    sendDate: sendDate === undefined ? event.idealDate : day(sendDate),
  };
}
