import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anniversaryIn,
  civilDateOf,
  createNextAnniversary,
  dateText,
  dayOf,
  readDate,
} from '../../../../src/domain/verify/civil-date.ts';
import { day } from './plan-fixtures.ts';

describe('the calendar of the verifier', () => {
  it('counts as the platform does, in both directions, for every date of ten centuries', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('1600-01-01'), max: day('2600-12-31') }), (epochDay) => {
        const date = new Date(epochDay * 86_400_000);
        const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
        expect(civilDateOf(epochDay)).toEqual({ year, month, day: dayOfMonth });
        expect(dayOf(year, month, dayOfMonth)).toBe(epochDay);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['1899-12-31', '1900-02-28', '1900-03-01', '2000-02-29', '2027-01-01', '2027-12-31', '2028-02-29'])(
    'reads and writes %s',
    (text) => {
      expect(readDate(text)).toBe(day(text));
      expect(dateText(day(text))).toBe(text);
    },
  );
});

describe('anniversaries', () => {
  it.each([
    ['1952-02-29', 2027, '2027-02-28'],
    ['1952-02-29', 2028, '2028-02-29'],
    ['1952-02-29', 2100, '2100-02-28'],
    ['1952-02-29', 2000, '2000-02-29'],
    ['1952-02-28', 2028, '2028-02-28'],
    ['1950-03-29', 2027, '2027-03-29'],
    ['1950-12-31', 2027, '2027-12-31'],
  ])('of %s fall in %i on %s', (anchor, year, expected) => {
    expect(dateText(anniversaryIn(civilDateOf(day(anchor)), year))).toBe(expected);
  });

  it.each([
    ['the same day', '1950-03-01', '2027-03-01'],
    ['later this year', '1950-12-31', '2027-12-31'],
    ['earlier this year', '1950-02-28', '2028-02-28'],
    ['a leap day', '1952-02-29', '2028-02-29'],
    ['a policy that starts next month', '2027-04-01', '2028-04-01'],
    ['a policy that started this year', '2027-01-15', '2028-01-15'],
  ])('come next, for %s, on the first day that is not past', (_case, anchor, expected) => {
    expect(dateText(createNextAnniversary(day('2027-03-01'))(day(anchor)))).toBe(expected);
  });
});
