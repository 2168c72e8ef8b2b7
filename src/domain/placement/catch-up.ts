import { fnv1a } from '../arithmetic/fnv1a.ts';
import { addDays, type EpochDay, minDay, yearOf } from '../calendar/epoch-day.ts';

/** h of spec 2.6: spreads mails over dates, the same way at every run. */
export function spreadHash(contactId: number, emailType: string, eventDate: EpochDay): number {
  return fnv1a(`${contactId}-${emailType}-${yearOf(eventDate)}`);
}

/** The dates of [first, last] that pass. */
export function permittedDates(
  first: EpochDay,
  last: EpochDay,
  isPermitted: (date: EpochDay) => boolean,
): EpochDay[] {
  const dates: EpochDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) if (isPermitted(date)) dates.push(date);
  return dates;
}

/** What rule 6 chooses from; all dates inclusive. */
export interface CatchUpSpan {
  readonly first: EpochDay;
  readonly last: EpochDay;
  readonly spreadDays: number;
}

/**
 * Rule 6 of spec 2.6: of the permitted dates in the spread, number h mod count; if there are none, the first permitted
 * date up to the last; if none, `undefined`.
 */
export function findCatchUpDate(
  span: CatchUpSpan,
  hash: () => number,
  isPermitted: (date: EpochDay) => boolean,
): EpochDay | undefined {
  const spreadEnd = minDay(span.last, addDays(span.first, span.spreadDays - 1));
  const dates = permittedDates(span.first, spreadEnd, isPermitted);
  if (dates.length > 0) return dates[hash() % dates.length];
  for (let date = addDays(spreadEnd, 1); date <= span.last; date = addDays(date, 1)) {
    if (isPermitted(date)) return date;
  }
  return undefined;
}
