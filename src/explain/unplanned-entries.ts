import { formatDate } from '../domain/calendar/date-text.ts';
import { maxDay, minDay } from '../domain/calendar/epoch-day.ts';
import { findYearlyEvents } from '../domain/event/calendar-events.ts';
import { findCampaignEvents } from '../domain/event/campaign-events.ts';
import { endOfTime } from '../domain/exclusion/contact-windows.ts';
import type { MailEvent } from '../domain/mail/mail-event.ts';
import { type ScheduleRow, wentOutDate } from '../domain/mail/schedule-row.ts';
import type { UnplannedEvent } from '../domain/plan/plan-contact.ts';
import type { MailEntry } from './contact-explanation.ts';
import { describeEvent } from './describe-event.ts';
import { describeWindowOfForeignRow } from './describe-exceptions.ts';
import { describeFollowUpOutcome } from './describe-follow-up-outcome.ts';
import { countDays, type ExplainSubject, shorten, showDate } from './explain-subject.ts';
import { createEventEntry, type Dated } from './mail-entry.ts';

/** `delivered, 2027-09-18 (ideal date 2027-09-15, catch_up)`: words that fit any status. */
export function describeForeignRow(row: ScheduleRow, { context }: ExplainSubject): string {
  const date = formatDate(wentOutDate(row, context.clock));
  const adjustment = row.adjustment === null ? '' : `, ${shorten(row.adjustment)}`;
  const ideal = showDate(row.idealDate, row.idealDateText);
  const from = row.idealDate === row.sendDate ? '' : ` (ideal date ${ideal}${adjustment})`;
  return `${shorten(row.status)}, ${date}${from}`;
}

/** What else there is to say about a row of the sender, a sentence each. */
export const describeForeignOutcome = (row: ScheduleRow, subject: ExplainSubject): string[] =>
  [describeWindowOfForeignRow(row, subject), describeFollowUpOutcome(row, subject)].filter(
    (sentence) => sentence !== '',
  );

function createClosedEntry(event: MailEvent, row: ScheduleRow, subject: ExplainSubject): Dated<MailEntry> {
  const isSameIdeal = row.idealDate === event.idealDate;
  const ideal = isSameIdeal ? '' : `, ideal date ${formatDate(event.idealDate)}`;
  const sentence = `Row ${row.id} is the mail of this event (${describeEvent(event, subject)}${ideal}): ${describeForeignRow(row, subject)}. The sender has taken it, so nothing more is planned.`;
  return createEventEntry(event, wentOutDate(row, subject.context.clock), subject, {
    verdict: 'closed',
    rule: '2.5',
    sentence: [sentence, ...describeForeignOutcome(row, subject)].join(' '),
    row: subject.toRowFacts(row),
  });
}

function createOverEntry(event: MailEvent, subject: ExplainSubject): Dated<MailEntry> {
  const ideal = `The ideal date ${formatDate(event.idealDate)} (${describeEvent(event, subject)})`;
  const sentence = `${ideal} is past, and the last date ${formatDate(event.lastDate)} is before ${formatDate(event.firstDate)}, the first on which it could still go: over.`;
  return createEventEntry(event, minDay(event.idealDate, event.lastDate), subject, {
    verdict: 'over',
    rule: event.kind === 'followup' ? '2.8' : '2.6 rule 6',
    sentence,
  });
}

/** The entry of an event that gets no mail: a row of the sender closes it, or no date is left (spec 2.5, 2.6). */
export function createUnplannedEntry(
  { event, closedBy }: UnplannedEvent,
  subject: ExplainSubject,
): Dated<MailEntry> {
  return closedBy === undefined
    ? createOverEntry(event, subject)
    : createClosedEntry(event, closedBy, subject);
}

/** Events whose ideal date is after the horizon: found as the others are, with the horizon taken away (spec 2.4). */
function findLaterEvents({ plan, input, context }: ExplainSubject): MailEvent[] {
  if (!plan.state?.contact.eligible) return [];
  const { contact } = plan.state;
  const endless = { ...context, horizonEnd: endOfTime };
  const events = [
    ...findYearlyEvents(contact, endless),
    ...findCampaignEvents(contact, input.targets, endless).events,
  ];
  return events.filter((event) => event.idealDate > context.horizonEnd);
}

/** The entries of events that are not planned yet (spec 2.4). */
export function createLaterEntries(subject: ExplainSubject): Dated<MailEntry>[] {
  const { horizonEnd } = subject.context;
  return findLaterEvents(subject).map((event) => {
    const days = countDays(event.idealDate - horizonEnd);
    const sentence = `Not planned yet: the ideal date (${describeEvent(event, subject)}) is ${days} after the horizon, ${formatDate(horizonEnd)}.`;
    return createEventEntry(event, maxDay(event.idealDate, horizonEnd), subject, {
      verdict: 'beyond_horizon',
      rule: '2.4',
      sentence,
    });
  });
}
