import type { EpochDay } from '../../src/domain/calendar/epoch-day.ts';

const millisecondsPerDay = 86_400_000;

/** The epoch day of a `YYYY-MM-DD`, by another road than the code under test. */
export const day = (text: string): EpochDay =>
  (Date.parse(`${text}T00:00:00Z`) / millisecondsPerDay) as EpochDay;

/** A date as `YYYY-MM-DD`, by another road than the code under test. */
export const isoDate = (date: number): string =>
  new Date(date * millisecondsPerDay).toISOString().slice(0, 10);

/** A date a number of days later (earlier, if negative), both as `YYYY-MM-DD`. */
export const isoDateAfter = (text: string, days: number): string => isoDate(day(text) + days);
