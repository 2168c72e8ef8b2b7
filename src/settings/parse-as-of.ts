import { SendwindowError } from '../error/sendwindow-error.ts';

const dateTimeWithOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** A real date, `YYYY-MM-DD`, year 0001 to 9999: what the database's dates can be compared with as text. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

function refuse(text: string): SendwindowError {
  return new SendwindowError(
    'BAD_DATE',
    `as-of ${JSON.stringify(text)} is not a moment; use a day that exists, YYYY-MM-DD (its start in the time zone of the organisation), or an ISO date-time with offset, 2027-03-01T08:30:00-06:00`,
  );
}

function parseInstant(text: string): Temporal.Instant | undefined {
  try {
    return dateTimeWithOffset.test(text) ? Temporal.Instant.from(text.replace(' ', 'T')) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The moment that a use-case takes for now (spec 2.1). A date means the start of that day in the organisation's time
 * zone: midnight, or the first moment after it where the clocks skip midnight. A date-time must say its offset, since
 * a local time can be there twice.
 *
 * @param timezone IANA name
 * @throws SendwindowError BAD_DATE
 * @example parseAsOf('2027-03-01', 'America/Chicago', now) // 2027-03-01T06:00:00Z
 */
export function parseAsOf(
  text: string | undefined,
  timezone: string,
  now: Temporal.Instant,
): Temporal.Instant {
  if (text === undefined) return now;
  if (isCalendarDate(text)) return Temporal.PlainDate.from(text).toZonedDateTime(timezone).toInstant();
  const instant = parseInstant(text);
  if (instant === undefined) throw refuse(text);
  return instant;
}
