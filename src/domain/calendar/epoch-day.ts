declare const epochDay: unique symbol;

/** A calendar date as whole days since 1970-01-01 (spec 2.1). Not an instant: it has no time zone. */
export type EpochDay = number & { readonly [epochDay]: true };

/** The calendar fields of an {@link EpochDay}. */
export interface YearMonthDay {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 0000-01-01 (proleptic Gregorian) to 1970-01-01. */
const daysTo1970 = 719_528;

export const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days in a month: 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] as number);
}

/** Days from 0000-01-01 to 1 January of the year, which must not be negative. Integer division: dates are hot. */
function daysBeforeYear(year: number): number {
  const past = year - 1;
  return year === 0 ? 0 : year * 365 + ((past / 4) | 0) - ((past / 100) | 0) + ((past / 400) | 0) + 1;
}

/** The date of calendar fields that exist; the fields are not checked. Years 0 to 9999. */
export function toEpochDay(year: number, month: number, day: number): EpochDay {
  const leap = month > 2 && isLeapYear(year) ? 1 : 0;
  return (daysBeforeYear(year) +
    (daysBeforeMonth[month - 1] as number) +
    leap +
    day -
    1 -
    daysTo1970) as EpochDay;
}

/** The calendar fields of a date. */
export function toYearMonthDay(date: EpochDay): YearMonthDay {
  const year = yearOf(date);
  const leap = isLeapYear(year) ? 1 : 0;
  const dayOfYear = date + daysTo1970 - daysBeforeYear(year);
  let month = 12;
  while (dayOfYear < (daysBeforeMonth[month - 1] as number) + (month > 2 ? leap : 0)) month--;
  return {
    year,
    month,
    day: dayOfYear - (daysBeforeMonth[month - 1] as number) - (month > 2 ? leap : 0) + 1,
  };
}

/** The calendar year of a date. */
export function yearOf(date: EpochDay): number {
  const days = date + daysTo1970;
  const year = (days / 365.2425) | 0;
  if (daysBeforeYear(year) > days) return year - 1;
  return daysBeforeYear(year + 1) <= days ? year + 1 : year;
}

/** The date a number of whole days later (earlier, if negative). */
export const addDays = (date: EpochDay, days: number): EpochDay => (date + days) as EpochDay;

export const minDay = (a: EpochDay, b: EpochDay): EpochDay => (a < b ? a : b);
export const maxDay = (a: EpochDay, b: EpochDay): EpochDay => (a > b ? a : b);
