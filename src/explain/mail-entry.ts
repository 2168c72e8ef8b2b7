import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { MailEvent } from '../domain/mail/mail-event.ts';
import { type ScheduleRow, wentOutDate } from '../domain/mail/schedule-row.ts';
import type { MailEntry } from './contact-explanation.ts';
import { type ExplainSubject, showDate } from './explain-subject.ts';

/** An entry with the day it is sorted by. */
export interface Dated<T> {
  readonly day: EpochDay;
  readonly entry: T;
}

type Told = Pick<MailEntry, 'verdict' | 'rule' | 'sentence'> & Partial<MailEntry>;

const untold = {
  send_date: null,
  skip_reason: null,
  skip_detail: null,
  adjustment: null,
  full_day: null,
  winner: null,
  behaviour: null,
  row: null,
  agrees: true,
  difference: null,
} as const;

const campaignName = (instanceId: number | null, { context }: ExplainSubject): string | null =>
  context.campaigns.get(instanceId ?? -1)?.name ?? null;

/** The entry of an event on a day of the timeline. */
export function createEventEntry(
  event: MailEvent,
  day: EpochDay,
  subject: ExplainSubject,
  told: Told,
): Dated<MailEntry> {
  const entry: MailEntry = {
    ...untold,
    kind: 'event',
    date: formatDate(day),
    email_type: event.emailType,
    event_date: formatDate(event.eventDate),
    ideal_date: formatDate(event.idealDate),
    first_date: formatDate(event.firstDate),
    last_date: formatDate(event.lastDate),
    priority: event.priority,
    campaign_instance_id: event.instanceId,
    campaign_name: campaignName(event.instanceId, subject),
    target_id: event.targetId,
    parent_email_id: event.parentId,
    ...told,
  };
  return { day, entry };
}

/** The entry of a row that no event claims, on the date it went out or is planned for. */
export function createRowEntry(row: ScheduleRow, subject: ExplainSubject, told: Told): Dated<MailEntry> {
  const day = wentOutDate(row, subject.context.clock);
  const entry: MailEntry = {
    ...untold,
    kind: 'row',
    date: day === row.sendDate ? showDate(day, row.sendDateText) : formatDate(day),
    email_type: row.emailType,
    event_date: showDate(row.eventDate, row.eventDateText),
    ideal_date: showDate(row.idealDate, row.idealDateText),
    first_date: null,
    last_date: null,
    send_date: showDate(row.sendDate, row.sendDateText),
    priority: row.priority,
    campaign_instance_id: row.instanceId,
    campaign_name: campaignName(row.instanceId, subject),
    target_id: row.targetId,
    parent_email_id: row.parentId,
    skip_reason: row.skipReason,
    skip_detail: row.skipDetail,
    adjustment: row.adjustment,
    row: subject.toRowFacts(row),
    ...told,
  };
  return { day, entry };
}
