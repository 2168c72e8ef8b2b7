import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anniversary, dayInYear, nextAnniversary } from '../../../../src/domain/calendar/anniversary.ts';
import type { EpochDay } from '../../../../src/domain/calendar/epoch-day.ts';
import { day, isoDate } from '../../../support/day-builder.ts';

const dates = fc.integer({ min: day('1900-01-01'), max: day('2060-12-31') }).map((date) => date as EpochDay);

describe('the anniversary of a date in a year (spec 2.1)', () => {
  it.each([
    ['1960-06-10', 2027, '2027-06-10'],
    ['2000-12-31', 2027, '2027-12-31'],
    ['2000-01-01', 2027, '2027-01-01'],
    ['2000-02-29', 2027, '2027-02-28'],
    ['2000-02-29', 2028, '2028-02-29'],
    ['2000-02-29', 2100, '2100-02-28'],
    ['1999-02-28', 2028, '2028-02-28'],
  ])('of %s in %i is %s', (date, year, expected) => {
    expect(isoDate(anniversary(day(date), year))).toBe(expected);
  });
});

describe('a day of the year', () => {
  it('falls on 28 February in a common year if it is the 29th', () => {
    expect(isoDate(dayInYear(2, 29, 2027))).toBe('2027-02-28');
    expect(isoDate(dayInYear(2, 29, 2028))).toBe('2028-02-29');
    expect(isoDate(dayInYear(9, 30, 2027))).toBe('2027-09-30');
  });
});

describe('the next anniversary (spec 2.1)', () => {
  it.each([
    ['is today if today is one', '1960-03-01', '2027-03-01', '2027-03-01'],
    ['is tomorrow if tomorrow is one', '1960-03-02', '2027-03-01', '2027-03-02'],
    ['is next year’s if this year’s was yesterday', '1960-02-28', '2027-03-01', '2028-02-28'],
    ['crosses New Year', '1960-01-01', '2026-12-31', '2027-01-01'],
    ['is today on New Year’s Eve', '1960-12-31', '2026-12-31', '2026-12-31'],
    ['of a leap day is the 28th in a common year', '2000-02-29', '2027-02-28', '2027-02-28'],
    ['of a leap day is over on 1 March of a common year', '2000-02-29', '2027-03-01', '2028-02-29'],
    ['of a leap day is the 29th in a leap year', '2000-02-29', '2028-02-28', '2028-02-29'],
    ['is not the date itself', '2027-03-01', '2027-03-01', '2028-03-01'],
    ['is none of its own year, of a policy that starts next month', '2027-04-01', '2027-03-01', '2028-04-01'],
    ['of a policy that started this year is next year’s', '2027-01-15', '2027-03-01', '2028-01-15'],
    ['of a policy that starts years ahead is the year after', '2030-04-01', '2027-03-01', '2031-04-01'],
  ])('%s', (_, date, today, expected) => {
    expect(isoDate(nextAnniversary(day(date), day(today)))).toBe(expected);
  });

  it('is the first of all anniversaries on or after today of a later year', () => {
    fc.assert(
      fc.property(dates, dates, (date, today) => {
        const firstYear = Number(isoDate(date).slice(0, 4)) + 1;
        const all = Array.from({ length: 165 }, (_, i) => anniversary(date, firstYear + i));
        expect(nextAnniversary(date, today)).toBe(all.find((each) => each >= today));
      }),
    );
  });
});
