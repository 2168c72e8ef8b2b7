import { daysInMonth, type EpochDay, toEpochDay, toYearMonthDay } from './epoch-day.ts';

/** A number of digits in `text` from `start`, or -1 when one of them is no digit. */
function readDigits(text: string, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Reads `YYYY-MM-DD`, or a date-time that starts with it and goes on with a space or `T` (spec 2.2).
 * 29 February of a common year reads as the 28th; any other impossible or unreadable date is `undefined`.
 *
 * @example readDate('1950-02-29') // 1950-02-28
 */
export function readDate(text: unknown): EpochDay | undefined {
  if (typeof text !== 'string' || text.length < 10) return undefined;
  if (text.length > 10 && text[10] !== ' ' && text[10] !== 'T') return undefined;
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return undefined;
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 7);
  const day = readDigits(text, 8, 10);
  if (year < 0 || month < 1 || month > 12 || day < 1) return undefined;
  const last = daysInMonth(year, month);
  if (day <= last) return toEpochDay(year, month, day);
  return month === 2 && day === 29 ? toEpochDay(year, 2, 28) : undefined;
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function writeDate(date: EpochDay): string {
  const { year, month, day } = toYearMonthDay(date);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Days from 1970 on, up to 2079, that are remembered once they have been written: a run writes few dates very often. */
const rememberedDays = 40_000;
let written: (string | undefined)[] | undefined;

/** A date as `YYYY-MM-DD`. */
export function formatDate(date: EpochDay): string {
  if (!(date >= 0 && date < rememberedDays)) return writeDate(date);
  written ??= new Array(rememberedDays);
  written[date] ??= writeDate(date);
  return written[date];
}
