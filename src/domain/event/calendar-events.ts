import { fnv1a } from '../arithmetic/fnv1a.ts';
import { anniversary, dayInYear, nextAnniversary } from '../calendar/anniversary.ts';
import { addDays, type EpochDay, yearOf } from '../calendar/epoch-day.ts';
import type { Configuration } from '../configuration.ts';
import type { Contact } from '../contact/contact.ts';
import type { CalendarType, MailEvent } from '../mail/mail-event.ts';
import type { PlanContext } from '../plan-context.ts';

/** E, ideal date and last date of one year's birthday, effective-date or AEP mail (spec 2.4). */
export interface CalendarDates {
  readonly eventDate: EpochDay;
  readonly idealDate: EpochDay;
  readonly lastDate: EpochDay;
}

type YearlyType = Exclude<CalendarType, 'post_window'>;
export const yearlyTypes: readonly YearlyType[] = ['birthday', 'effective_date', 'aep'];

function before(eventDate: EpochDay, days: number): CalendarDates {
  return { eventDate, idealDate: addDays(eventDate, -days), lastDate: eventDate };
}

/** The AEP mail of a year: each contact has its own of the configured dates, by hash. */
function aepDates(contactId: number, year: number, aep: Configuration['aep']): CalendarDates {
  const index = aep.dates.length === 1 ? 0 : fnv1a(`${contactId}-aep-${year}`) % aep.dates.length;
  const date = aep.dates[index] as Configuration['aep']['dates'][number];
  const eventDate = dayInYear(date.month, date.day, year);
  return {
    eventDate,
    idealDate: eventDate,
    lastDate: dayInYear(aep.last_send.month, aep.last_send.day, year),
  };
}

/** The first configured year whose `last_send` date is not past (spec 2.4). */
export function findAepYear(aep: Configuration['aep'], today: EpochDay): number | undefined {
  const { month, day } = aep.last_send;
  const current = yearOf(today);
  const first = dayInYear(month, day, current) >= today ? current : current + 1;
  if (aep.years === 'every') return first;
  const ahead = aep.years.filter((year) => year >= first);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

/** The dates of a contact's next birthday, effective-date or AEP mail; `undefined` where it has none. */
export function findNextDates(
  type: YearlyType,
  contact: Contact,
  context: PlanContext,
): CalendarDates | undefined {
  const { configuration, clock } = context;
  const { timing } = configuration;
  if (type === 'aep') {
    return context.aepYear === undefined
      ? undefined
      : aepDates(contact.id, context.aepYear, configuration.aep);
  }
  const origin = type === 'birthday' ? contact.birthDate : contact.effectiveDate;
  if (origin === undefined) return undefined;
  const days = type === 'birthday' ? timing.birthday_email_days_before : timing.effective_date_days_before;
  return before(nextAnniversary(origin, clock.today), days);
}

/** The dates of the same mail in another year; `undefined` where that year has none (spec 2.7). */
export function findDatesInYear(
  type: YearlyType,
  contact: Contact,
  year: number,
  configuration: Configuration,
): CalendarDates | undefined {
  const { timing, aep } = configuration;
  if (type === 'aep') {
    return aep.years === 'every' || aep.years.includes(year) ? aepDates(contact.id, year, aep) : undefined;
  }
  const origin = type === 'birthday' ? contact.birthDate : contact.effectiveDate;
  if (origin === undefined || year <= yearOf(origin)) return undefined;
  const days = type === 'birthday' ? timing.birthday_email_days_before : timing.effective_date_days_before;
  return before(anniversary(origin, year), days);
}

/** A calendar mail's event (spec 2.4); the horizon is the caller's matter. */
export function createCalendarEvent(
  kind: CalendarType,
  dates: CalendarDates,
  contact: Contact,
  context: PlanContext,
): MailEvent {
  const { configuration, clock } = context;
  const templates = configuration.templates[kind];
  return {
    kind,
    emailType: kind,
    eventDate: dates.eventDate,
    idealDate: dates.idealDate,
    firstDate: clock.earliest,
    lastDate: dates.lastDate,
    priority: configuration.priorities[kind],
    respectsWindows: true,
    transactional: false,
    campaign: undefined,
    instanceId: null,
    targetId: null,
    parentId: null,
    emailTemplate: templates?.email ?? null,
    smsTemplate: contact.hasPhone ? (templates?.sms ?? null) : null,
    metadata: null,
  };
}

/** The birthday, effective-date and AEP events of a contact whose ideal date is within the horizon (spec 2.4). */
export function findYearlyEvents(contact: Contact, context: PlanContext): MailEvent[] {
  const events: MailEvent[] = [];
  for (const type of yearlyTypes) {
    const dates = findNextDates(type, contact, context);
    if (dates === undefined || dates.idealDate > context.horizonEnd) continue;
    events.push(createCalendarEvent(type, dates, contact, context));
  }
  return events;
}
