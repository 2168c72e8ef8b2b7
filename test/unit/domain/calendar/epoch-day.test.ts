import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysInMonth,
  isLeapYear,
  maxDay,
  minDay,
  toEpochDay,
  toYearMonthDay,
  yearOf,
} from '../../../../src/domain/calendar/epoch-day.ts';
import { day, isoDate } from '../../../support/day-builder.ts';

const firstDay = day('0000-01-01');
const lastDay = day('9999-12-31');

describe('leap years', () => {
  it.each([
    [2024, true],
    [2028, true],
    [2027, false],
    [1900, false],
    [2100, false],
    [2000, true],
    [0, true],
  ])('%i: %s', (year, isLeap) => {
    expect(isLeapYear(year)).toBe(isLeap);
    expect(daysInMonth(year, 2)).toBe(isLeap ? 29 : 28);
  });
});

describe('the days of a month', () => {
  it('are those of the calendar', () => {
    const lengths = Array.from({ length: 12 }, (_, i) => daysInMonth(2027, i + 1));
    expect(lengths).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  });
});

describe('an epoch day', () => {
  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11_016],
    ['2027-03-01', 20_878],
  ])('of %s is %i', (text, expected) => {
    const [year, month, dayOfMonth] = text.split('-').map(Number) as [number, number, number];
    expect(toEpochDay(year, month, dayOfMonth)).toBe(expected);
  });

  it('has the calendar fields it was made of, for the first and last days of every month of every year', () => {
    for (let year = 0; year <= 9999; year++) {
      for (let month = 1; month <= 12; month++) {
        for (const dayOfMonth of [1, daysInMonth(year, month)]) {
          const date = toEpochDay(year, month, dayOfMonth);
          const fields = toYearMonthDay(date);
          if (fields.year !== year || fields.month !== month || fields.day !== dayOfMonth)
            expect(fields).toEqual({ year, month, day: dayOfMonth });
        }
      }
    }
  });

  it('agrees with the platform’s calendar on every date of the years 0 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: firstDay, max: lastDay }), (date) => {
        const { year, month, day: dayOfMonth } = toYearMonthDay(addDays(firstDay, date - firstDay));
        expect([year, month, dayOfMonth]).toEqual(isoDate(date).split('-').map(Number));
        expect(toEpochDay(year, month, dayOfMonth)).toBe(date);
      }),
    );
  });

  it('is in the year that its neighbour over New Year is not in', () => {
    for (let year = 1; year <= 9999; year++) {
      const newYear = toEpochDay(year, 1, 1);
      if (yearOf(newYear) !== year || yearOf(addDays(newYear, -1)) !== year - 1)
        expect([yearOf(addDays(newYear, -1)), yearOf(newYear)]).toEqual([year - 1, year]);
    }
  });
});

describe('days later and earlier', () => {
  it('cross leap day, month end and New Year', () => {
    expect(isoDate(addDays(day('2028-02-28'), 1))).toBe('2028-02-29');
    expect(isoDate(addDays(day('2027-02-28'), 1))).toBe('2027-03-01');
    expect(isoDate(addDays(day('2027-01-01'), -1))).toBe('2026-12-31');
  });

  it('have an earlier and a later one of two', () => {
    const [earlier, later] = [day('2027-02-28'), day('2027-03-01')];
    expect([minDay(earlier, later), minDay(later, earlier)]).toEqual([earlier, earlier]);
    expect([maxDay(earlier, later), maxDay(later, earlier)]).toEqual([later, later]);
  });
});
