import fc from 'fast-check';
import { anniversary, type Day, dayOf, formatDay, partsOf } from './calendar.ts';

/** A date of a contact, relative to the day of the run where it matters. */
export type RawDate =
  | { kind: 'anniversary'; offset: number; year: number }
  | { kind: 'first_of_month'; offset: number; year: number }
  | { kind: 'years_ago'; offset: number; years: number }
  | { kind: 'text'; text: string | null };

const nearOffset = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1, 14, 30) },
  { weight: 2, arbitrary: fc.integer({ min: -35, max: 45 }) },
  { weight: 1, arbitrary: fc.integer({ min: -200, max: 400 }) },
);
const badDates = ['1950-13-01', '1950-04-31', 'not a date', '03/15/1950', '1950-3-15', '19500315'];
const oddDates = [
  '1948-02-29',
  '1952-02-29',
  '1951-02-29',
  '1949-12-31',
  '1950-01-01',
  '1950-03-15 00:00:00',
];
/** At and around the zero of spreadsheets. */
const zeroDates = ['1899-12-30', '1900-01-01', '1900-01-01', '1900-01-02', '1904-01-01'];

export const birthDateArbitrary: fc.Arbitrary<RawDate> = fc.oneof(
  { weight: 12, arbitrary: anniversaryWith('anniversary', fc.integer({ min: 1935, max: 1968 })) },
  { weight: 4, arbitrary: textFrom(oddDates) },
  { weight: 4, arbitrary: yearsAgo(76, { min: -3, max: 120 }) },
  { weight: 2, arbitrary: yearsAgo(0, { min: -1, max: 1 }) },
  { weight: 1, arbitrary: yearsAgo(120, { min: -1, max: 1 }) },
  { weight: 1, arbitrary: textFrom(zeroDates) },
  { weight: 2, arbitrary: textFrom([null, '', '2190-01-01', ...badDates]) },
);

export const effectiveDateArbitrary: fc.Arbitrary<RawDate> = fc.oneof(
  { weight: 6, arbitrary: anniversaryWith('anniversary', fc.integer({ min: 2014, max: 2029 })) },
  { weight: 6, arbitrary: anniversaryWith('first_of_month', fc.integer({ min: 2014, max: 2027 })) },
  { weight: 2, arbitrary: textFrom(['2020-02-29', '2019-02-29', '2021-12-31', '2022-01-01T00:00:00Z']) },
  // Before, after and on the birth dates.
  { weight: 1, arbitrary: textFrom(['1940-06-01', '1950-01-01', '1951-02-28', ...zeroDates]) },
  { weight: 2, arbitrary: textFrom([null, '', ...badDates]) },
);

function anniversaryWith(
  kind: 'anniversary' | 'first_of_month',
  year: fc.Arbitrary<number>,
): fc.Arbitrary<RawDate> {
  return fc.record({ kind: fc.constant(kind), offset: nearOffset, year });
}

function yearsAgo(years: number, offset: { min: number; max: number }): fc.Arbitrary<RawDate> {
  return fc.record({
    kind: fc.constant('years_ago' as const),
    offset: fc.integer(offset),
    years: fc.constant(years),
  });
}

function textFrom(texts: (string | null)[]): fc.Arbitrary<RawDate> {
  return fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom(...texts) });
}

export function dateTextOf(raw: RawDate, today: Day): string | null {
  if (raw.kind === 'text') return raw.text;
  const day = today + raw.offset;
  const { year, month, dayOfMonth } = partsOf(day);
  if (raw.kind === 'years_ago') return formatDay(anniversary(day, year - raw.years));
  const inYear =
    raw.kind === 'first_of_month' ? dayOf(raw.year, month, 1) : dayOf(raw.year, month, dayOfMonth);
  return formatDay(inYear ?? anniversary(day, raw.year));
}
