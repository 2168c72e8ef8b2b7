/** A calendar date in parts; month 1 to 12. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

// The verifier counts days by itself, so that a fault in the planner's calendar cannot hide itself here (spec 4.1).
// Both conversions count in years that begin on 1 March, where a leap day is the last day of its year, and in eras
// of 400 years, which all have the same number of days.
const daysPerEra = 146_097;
const daysFromEra0To1970 = 719_468;

/** The epoch day (whole days since 1970-01-01) of a date. */
export function dayOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysPerEra + yearOfEra * 365 + leapDays + dayOfYear - daysFromEra0To1970;
}

/** The date of an epoch day. */
export function civilDateOf(epochDay: number): CivilDate {
  const shifted = epochDay + daysFromEra0To1970;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const leapDays =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / (daysPerEra - 1));
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

/** The epoch day of a month and day in a year; 29 February falls on the 28th in a common year (spec 2.1). */
export function anniversaryIn(date: { readonly month: number; readonly day: number }, year: number): number {
  const isLeapDay = date.month === 2 && date.day === 29;
  return isLeapDay && !isLeapYear(year) ? dayOf(year, 2, 28) : dayOf(year, date.month, date.day);
}

/**
 * The first anniversary on or after `today` in a year later than the anchor's own (spec 2.1), as an epoch day.
 * A policy that starts next month has its first anniversary the year after.
 */
export function createNextAnniversary(today: number): (anchorDay: number) => number {
  const thisYear = civilDateOf(today).year;
  return (anchorDay) => {
    const anchor = civilDateOf(anchorDay);
    const year = Math.max(anchor.year + 1, thisYear);
    const anniversary = anniversaryIn(anchor, year);
    return anniversary >= today ? anniversary : anniversaryIn(anchor, year + 1);
  };
}

/** An epoch day as `YYYY-MM-DD`. */
export function dateText(epochDay: number): string {
  const { year, month, day } = civilDateOf(epochDay);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The epoch day of a `YYYY-MM-DD`. */
export function readDate(text: string): number {
  return dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)));
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function pad(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
