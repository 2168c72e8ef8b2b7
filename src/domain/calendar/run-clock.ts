import { addDays, type EpochDay, toEpochDay } from './epoch-day.ts';

/** What a run knows about time (spec 2.1). All dates are calendar dates of the organisation's time zone. */
export interface RunClock {
  /** The instant of the run, UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  readonly today: EpochDay;
  /** Today before the send time, else tomorrow: nothing is newly placed, or moved, to an earlier date. */
  readonly earliest: EpochDay;
  /** The local date of a UTC date-time `YYYY-MM-DD HH:MM:SS`; `undefined` if it cannot be read. */
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

/** Reads `YYYY-MM-DD HH:MM:SS` (or with `T`, a fraction, or `Z`) as UTC; `undefined` if it cannot be read. */
export function readDateTime(text: string): Temporal.Instant | undefined {
  try {
    const iso = text.trim().replace(' ', 'T');
    return Temporal.Instant.from(/(?:Z|[+-]\d\d:?\d\d)$/i.test(iso) ? iso : `${iso}Z`);
  } catch {
    return undefined;
  }
}

/** A date-time as the product and senders write it: all instants of its minute have one local date. */
const usualForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:[0-5]\d$/;

/** Local dates of UTC date-times, each minute worked out once. */
function createLocalDates(timezone: string): RunClock['localDate'] {
  const known = new Map<string, EpochDay>();
  return (text) => {
    const minute = usualForm.test(text) ? text.slice(0, 16) : undefined;
    const found = minute === undefined ? undefined : known.get(minute);
    if (found !== undefined) return found;
    const instant = readDateTime(text);
    if (instant === undefined) return undefined;
    const date = toDay(instant.toZonedDateTimeISO(timezone));
    if (minute !== undefined) known.set(minute, date);
    return date;
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
