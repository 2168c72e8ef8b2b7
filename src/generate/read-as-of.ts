import { readDate } from '../domain/calendar/date-text.ts';
import { type EpochDay, yearOf } from '../domain/calendar/epoch-day.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';

/** The years that a synthetic organisation can live in; ages and policies count back from them. */
const years = { first: 1950, last: 2500 } as const;

/** Reads the date that is today for generated data. @throws BAD_DATE */
export function readAsOf(asOf: string): EpochDay {
  const date = asOf.length === 10 ? readDate(asOf) : undefined;
  if (date !== undefined && yearOf(date) >= years.first && yearOf(date) <= years.last) return date;
  throw new SendwindowError(
    'BAD_DATE',
    `generate: as-of "${asOf}" is not a date from ${years.first} to ${years.last}; write YYYY-MM-DD`,
  );
}
