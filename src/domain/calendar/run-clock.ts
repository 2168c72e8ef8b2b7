import { trimBlanks } from '../text/compared-text.ts';
import { readDate } from './date-text.ts';
import { addDays, type EpochDay, toEpochDay } from './epoch-day.ts';

/** What a run knows about time (spec 2.1). All dates are calendar dates of the organisation's time zone. */
export interface RunClock {
  /** The instant of the run, UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  readonly today: EpochDay;
  /** Today before the send time, else tomorrow: nothing is newly placed, or moved, to an earlier date. */
  readonly earliest: EpochDay;
  /** The local date of a date-time (spec 2.2); a bare date is local. `undefined` if it cannot be read. */
  readonly localDate: (utcDateTime: string) => EpochDay | undefined;
  /** The UTC date-time, `YYYY-MM-DD HH:MM:SS`, at which a local date begins. */
  readonly startOfDate: (date: EpochDay) => string;
}

const toDay = (date: { year: number; month: number; day: number }): EpochDay =>
  toEpochDay(date.year, date.month, date.day);

/** A UTC date-time as the database holds it. */
export function formatDateTime(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' }).slice(0, 19).replace('T', ' ');
}

/** Seconds since 1970, as mail services send them. */
const unixSeconds = /^\d{9,11}$/;

/** Date, time of day, and the offset where there is one: `Z`, `-06:00`, `-0600`, or `-06` as PostgreSQL writes it. */
const dateTimeForm = /^(\S+?)[ T](\S+?) ?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * Reads `YYYY-MM-DD HH:MM:SS` (or with `T` or a fraction) as UTC, with the offset where there is one, and a whole number
 * of 9 to 11 digits as seconds since 1970 (spec 2.2); `undefined` if it cannot be read.
 */
export function readDateTime(text: string): Temporal.Instant | undefined {
  const trimmed = trimBlanks(text);
  if (unixSeconds.test(trimmed)) return Temporal.Instant.fromEpochMilliseconds(Number(trimmed) * 1000);
  const [, date, time, offset = 'Z'] = dateTimeForm.exec(trimmed) ?? [];
  try {
    return Temporal.Instant.from(`${date}T${time}${offset}`);
  } catch {
    return undefined;
  }
}

/** A date-time as the product and senders write it; leap days are left to those who know them all. */
const usualForm = /^\d{4}-(?!02-29)\d\d-\d\d (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/;

/** Brings a date-time into the form `YYYY-MM-DD HH:MM:SS`, UTC; `undefined` if it cannot be read. */
export function normalizeDateTime(text: string): string | undefined {
  if (usualForm.test(text) && readDate(text) !== undefined) return text;
  const instant = readDateTime(text);
  return instant && formatDateTime(instant);
}

const bareDateLength = 10;

/** Reads a bare date, which is local (spec 2.2); `undefined` for any other text. */
export function readBareDate(text: string): EpochDay | undefined {
  const trimmed = trimBlanks(text);
  return trimmed.length === bareDateLength ? readDate(trimmed) : undefined;
}

const daySeconds = 86_400;

/** Seconds since midnight of the time in `YYYY-MM-DD HH:MM:SS`. */
const secondsOf = (text: string): number =>
  Number(text.slice(11, 13)) * 3600 + Number(text.slice(14, 16)) * 60 + Number(text.slice(17, 19));

/** The offset from UTC in seconds throughout a UTC day; undefined where it changes in the course of the day. */
function findOffset(day: EpochDay, timezone: string): number | undefined {
  const offsetAt = (seconds: number): number =>
    Temporal.Instant.fromEpochMilliseconds((day * daySeconds + seconds) * 1000).toZonedDateTimeISO(timezone)
      .offsetNanoseconds / 1e9;
  const offset = offsetAt(0);
  return offsetAt(daySeconds - 1) === offset ? offset : undefined;
}

/** Local dates of UTC date-times; the time zone is asked once for every day. */
function createLocalDates(timezone: string): RunClock['localDate'] {
  const offsets = new Map<EpochDay, number | undefined>();
  return (text) => {
    const day = usualForm.test(text) ? readDate(text) : undefined;
    if (day !== undefined) {
      if (!offsets.has(day)) offsets.set(day, findOffset(day, timezone));
      const offset = offsets.get(day);
      if (offset !== undefined) return addDays(day, Math.floor((secondsOf(text) + offset) / daySeconds));
    }
    const bare = readBareDate(text);
    if (bare !== undefined) return bare;
    const instant = readDateTime(text);
    return instant === undefined ? undefined : toDay(instant.toZonedDateTimeISO(timezone));
  };
}

function createStartOfDate(timezone: string): RunClock['startOfDate'] {
  return (date) => {
    const start = Temporal.PlainDate.from('1970-01-01').add({ days: date }).toZonedDateTime(timezone);
    return formatDateTime(start.toInstant());
  };
}

/**
 * The clock of a run at an instant.
 *
 * @param timezone IANA name; an unknown one throws a RangeError
 * @param sendTime local time of day, HH:MM
 */
export function createRunClock(now: Temporal.Instant, timezone: string, sendTime: string): RunClock {
  const local = now.toZonedDateTimeISO(timezone);
  const today = toDay(local);
  const beforeSendTime =
    Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(sendTime)) < 0;
  return {
    now: formatDateTime(now),
    today,
    earliest: beforeSendTime ? today : addDays(today, 1),
    localDate: createLocalDates(timezone),
    startOfDate: createStartOfDate(timezone),
  };
}
