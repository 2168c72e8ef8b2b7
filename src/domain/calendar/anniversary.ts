import { daysInMonth, type EpochDay, toEpochDay, toYearMonthDay, yearOf } from './epoch-day.ts';

/** A month and day in a year; 29 February falls on the 28th in a common year (spec 2.1). */
export function dayInYear(month: number, day: number, year: number): EpochDay {
  return toEpochDay(year, month, Math.min(day, daysInMonth(year, month)));
}

/** The anniversary of a date in a year (spec 2.1). */
export function anniversary(date: EpochDay, year: number): EpochDay {
  const { month, day } = toYearMonthDay(date);
  return dayInYear(month, day, year);
}

/**
 * The first anniversary on or after `today` whose year is greater than the date's own (spec 2.1): a policy that
 * starts next month has no anniversary next month.
 */
export function nextAnniversary(date: EpochDay, today: EpochDay): EpochDay {
  const origin = toYearMonthDay(date);
  const year = Math.max(yearOf(today), origin.year + 1);
  const candidate = dayInYear(origin.month, origin.day, year);
  return candidate >= today ? candidate : dayInYear(origin.month, origin.day, year + 1);
}
