import { formatDate, readDate } from '../domain/calendar/date-text.ts';
import { addDays, yearOf } from '../domain/calendar/epoch-day.ts';
import { describeWindow } from '../domain/exclusion/contact-windows.ts';
import type { MailEvent } from '../domain/mail/mail-event.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import { wentOutDate } from '../domain/mail/schedule-row.ts';
import { countDays, type ExplainSubject, nameCampaign } from './explain-subject.ts';

/** `14 days before the birthday on 2027-05-01`. */
function describeDistance(event: MailEvent, what: string): string {
  const days = event.eventDate - event.idealDate;
  const on = `${what} ${formatDate(event.eventDate)}`;
  if (days === 0) return `on ${on}`;
  return days > 0 ? `${countDays(days)} before ${on}` : `${countDays(-days)} after ${on}`;
}

function describeAep(event: MailEvent, { context }: ExplainSubject): string {
  const { dates } = context.configuration.aep;
  const choice = dates.length === 1 ? '' : `, one of ${dates.length}, chosen by hash`;
  return `the AEP date of ${yearOf(event.eventDate)}${choice}`;
}

/** What kept the contact from mail in a window, so that it gets one afterwards (spec 2.7). */
function describePostWindow(event: MailEvent, { plan, input, context }: ExplainSubject): string {
  const window = plan.state?.windows.windowAt(addDays(event.eventDate, -1));
  if (window === undefined) return 'the day after an exclusion window';
  const after = `the day after ${describeWindow(window)} ends`;
  const { today } = context.clock;
  const isInside = (date: number): boolean => date >= window.start && date <= window.end;
  const heldUp = plan.mails.filter(
    ({ event: other, rule }) =>
      other.kind !== 'post_window' &&
      other.kind !== 'followup' &&
      other.respectsWindows &&
      rule !== 'campaign_ended' &&
      rule !== 'template_missing' &&
      isInside(other.idealDate) &&
      other.lastDate >= today,
  );
  const withheld = input.rows.filter(
    (row) => row.skipReason === 'exclusion_window' && row.sendDate < today && isInside(row.idealDate),
  );
  const names = [
    ...heldUp.map((mail) => `${mail.event.emailType} (ideal date ${formatDate(mail.event.idealDate)})`),
    ...withheld.map((row) => `${row.emailType} (row ${row.id})`),
  ];
  if (names.length > 0) return `${after}; it withheld: ${names.join(', ')}`;
  return isInside(today) ? `${after}; it withheld a mail of another year` : after;
}

/** Where a campaign's trigger date comes from (spec 2.4). */
function describeTrigger(event: MailEvent, { input }: ExplainSubject): string {
  const target = input.targets.find(({ id }) => id === event.targetId);
  if (target === undefined) return 'the trigger date of the campaign (it reaches all contacts),';
  return readDate(target.triggerDate) === undefined
    ? `the trigger date of the campaign (target ${target.id} has none),`
    : `the trigger date of target ${target.id},`;
}

/** The sent mail that a follow-up follows. */
const findInitialRow = (event: MailEvent, { input }: ExplainSubject): ScheduleRow | undefined =>
  input.rows.find(({ id }) => id === event.parentId);

function describeFollowUp(event: MailEvent, subject: ExplainSubject): string {
  const initial = findInitialRow(event, subject);
  if (initial === undefined) return `after mail ${event.parentId}`;
  const wentOut = wentOutDate(initial, subject.context.clock);
  const distance = countDays(event.idealDate - wentOut);
  return `${distance} after mail ${initial.id} (${initial.emailType}) went out on ${formatDate(wentOut)}`;
}

/** Where an event's ideal date comes from (spec 2.4, 2.7, 2.8): `14 days before the birthday on 2027-05-01`. */
export function describeEvent(event: MailEvent, subject: ExplainSubject): string {
  switch (event.kind) {
    case 'birthday':
      return describeDistance(event, 'the birthday on');
    case 'effective_date':
      return describeDistance(event, 'the policy anniversary on');
    case 'aep':
      return describeAep(event, subject);
    case 'post_window':
      return describePostWindow(event, subject);
    case 'campaign':
      return `${describeDistance(event, describeTrigger(event, subject))}, ${nameCampaign(event.instanceId, subject.context)}`;
    case 'followup':
      return describeFollowUp(event, subject);
  }
}
