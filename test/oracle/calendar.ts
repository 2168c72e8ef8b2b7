/**
 * Spec 2.1 in its most naive form: dates are whole days since 1970-01-01, every conversion goes through `Date` or
 * `Intl`, products of decimals are taken over integers.
 */

import { trimBlanks } from './text.ts';

/** A calendar date: whole days since 1970-01-01. */
export type Day = number;

const millisecondsPerDay = 86_400_000;

/** The date of a year, month (1 to 12) and day of month; null if the calendar has no such date. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  if (
    date.getUTCFullYear() !== year ||
    date.getUTCMonth() !== month - 1 ||
    date.getUTCDate() !== dayOfMonth
  ) {
    return null;
  }
  return date.getTime() / millisecondsPerDay;
}

/** Year, month (1 to 12) and day of month of a date. */
export function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const date = new Date(day * millisecondsPerDay);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return new Date(day * millisecondsPerDay).toISOString().slice(0, 10);
}

/** The date in a row of `email_schedules`, which the planner wrote itself and which is therefore sound. */
export function parseRowDay(text: string): Day {
  const day = readDate(text);
  if (day === null) throw new Error(`not a date: ${text}`);
  return day;
}

/** Spec 2.2, Dates: null for anything that is absent, impossible or unreadable. `1950-02-29` is 28 February. */
export function readDate(value: unknown): Day | null {
  if (typeof value !== 'string') return null;
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/.exec(trimBlanks(value));
  if (match === null) return null;
  const year = Number(match[1]);
  const month = Number(match[2]);
  const dayOfMonth = Number(match[3]);
  const day = dayOf(year, month, dayOfMonth);
  if (day === null && month === 2 && dayOfMonth === 29) return dayOf(year, 2, 28);
  return day;
}

/** Same month and day in another year; 29 February falls on the 28th in a common year. */
export function anniversary(of: Day, year: number): Day {
  const { month, dayOfMonth } = partsOf(of);
  return dayOf(year, month, dayOfMonth) ?? (dayOf(year, 2, 28) as Day);
}

/** The first anniversary on or after `today` whose year is greater than the date's own. */
export function nextAnniversary(of: Day, today: Day): Day {
  let year = partsOf(of).year + 1;
  while (anniversary(of, year) < today) year += 1;
  return anniversary(of, year);
}

/** 32-bit FNV-1a over the UTF-8 bytes of the text. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x01000193n) & 0xffffffffn;
  }
  return Number(hash);
}

/** The exact floor of a product of decimals: 0.29 x 100 is 29. */
export function floorOfProduct(a: number, b: number): number {
  const left = toFraction(a);
  const right = toFraction(b);
  const numerator = left.numerator * right.numerator;
  const denominator = left.denominator * right.denominator;
  return Number(numerator / denominator);
}

/** The decimal that prints as `value`, as a fraction of integers. Not negative. */
function toFraction(value: number): { numerator: bigint; denominator: bigint } {
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', decimals = ''] = mantissa.split('.');
  const shift = Number(exponent) - decimals.length;
  const digits = BigInt(whole + decimals);
  return shift >= 0
    ? { numerator: digits * 10n ** BigInt(shift), denominator: 1n }
    : { numerator: digits, denominator: 10n ** BigInt(-shift) };
}

/** Date and time of day (`HH:MM:SS`) of an instant in a time zone. */
export function localDateTime(instant: Date, timeZone: string): { day: Day; timeOfDay: string } {
  const parts = new Map<string, string>();
  for (const part of formatterOf(timeZone).formatToParts(instant)) parts.set(part.type, part.value);
  const day = dayOf(Number(parts.get('year')), Number(parts.get('month')), Number(parts.get('day')));
  if (day === null) throw new Error(`not an instant: ${String(instant)}`);
  return { day, timeOfDay: `${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}` };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?: ?(Z|[+-]\d{2}(?::?\d{2})?))?$/i;

/**
 * Spec 2.2, Date-times: UTC unless an offset or `Z` says otherwise; a whole number of 9 to 11 digits is seconds since
 * 1970. Null if it is absent, a bare date, or unreadable.
 */
export function readInstant(value: unknown): Date | null {
  const text = trimBlanks(String(value ?? ''));
  if (/^\d{9,11}$/.test(text)) return new Date(Number(text) * 1000);
  const match = dateTime.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, dayOfMonth = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const day = dayOf(year, month, dayOfMonth);
  if (day === null || hour > 23 || minute > 59 || second > 59) return null;
  const seconds = hour * 3600 + minute * 60 + second - secondsOfOffset(match[7] ?? 'Z');
  return new Date(day * millisecondsPerDay + seconds * 1000);
}

function secondsOfOffset(offset: string): number {
  if (offset.toUpperCase() === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3).replace(':', '') || 0);
  return (offset.startsWith('-') ? -60 : 60) * minutes;
}

/** A date without a time; null for anything else. */
export function readBareDate(value: unknown): Day | null {
  return trimBlanks(String(value ?? '')).length === 10 ? readDate(value) : null;
}
