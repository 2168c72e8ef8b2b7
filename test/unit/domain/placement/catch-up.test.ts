import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fnv1a } from '../../../../src/domain/arithmetic/fnv1a.ts';
import type { EpochDay } from '../../../../src/domain/calendar/epoch-day.ts';
import { findCatchUpDate, permittedDates, spreadHash } from '../../../../src/domain/placement/catch-up.ts';
import { day, isoDate, isoDateAfter } from '../../../support/day-builder.ts';

describe('h of spec 2.6', () => {
  it('is the hash of contact, email type and year of E', () => {
    expect(spreadHash(7, 'effective_date', day('2027-12-31'))).toBe(fnv1a('7-effective_date-2027'));
    expect(spreadHash(7, 'effective_date', day('2028-01-01'))).toBe(fnv1a('7-effective_date-2028'));
    expect(spreadHash(3_000_000, 'campaign_promo', day('2027-03-01'))).toBe(
      fnv1a('3000000-campaign_promo-2027'),
    );
  });
});

describe('the permitted dates of a span', () => {
  it('are those that pass, both ends included, in order', () => {
    const dates = permittedDates(day('2027-02-27'), day('2027-03-02'), (date) => date !== day('2027-02-28'));
    expect(dates.map(isoDate)).toEqual(['2027-02-27', '2027-03-01', '2027-03-02']);
  });

  it('are none of a span that ends before it begins', () => {
    expect(permittedDates(day('2027-03-02'), day('2027-03-01'), () => true)).toEqual([]);
  });
});

describe('the date of a mail that catches up (spec 2.6, rule 6)', () => {
  const find = (hash: number, last: string, spreadDays: number, excluded: readonly string[] = []) => {
    const span = { first: day('2027-03-01'), last: day(last), spreadDays };
    const date = findCatchUpDate(
      span,
      () => hash,
      (each) => !excluded.includes(isoDate(each)),
    );
    return date && isoDate(date);
  };

  it.each([
    [0, '2027-03-01'],
    [6, '2027-03-07'],
    [7, '2027-03-01'],
    [0xffff_ffff, isoDateAfter('2027-03-01', 0xffff_ffff % 7)],
  ])('is number h mod count of the spread: h = %i gives %s', (hash, date) => {
    expect(find(hash, '2027-06-01', 7)).toBe(date);
  });

  it('does not go past hi, which shortens the spread', () => {
    expect([0, 1, 2, 3].map((hash) => find(hash, '2027-03-03', 7))).toEqual([
      '2027-03-01',
      '2027-03-02',
      '2027-03-03',
      '2027-03-01',
    ]);
  });

  it('counts permitted dates only', () => {
    const excluded = ['2027-03-01', '2027-03-03'];
    expect([0, 1, 2].map((hash) => find(hash, '2027-03-05', 4, excluded))).toEqual([
      '2027-03-02',
      '2027-03-04',
      '2027-03-02',
    ]);
  });

  it('is the first permitted date after the spread if it has none, whatever h', () => {
    const excluded = ['2027-03-01', '2027-03-02', '2027-03-03'];
    for (const hash of [0, 1, 5]) {
      expect(find(hash, '2027-03-10', 2, excluded)).toBe('2027-03-04');
      expect(find(hash, '2027-03-04', 2, excluded)).toBe('2027-03-04');
      expect(find(hash, '2027-03-03', 2, excluded)).toBeUndefined();
    }
  });

  it('is the first permitted date if there is no spread', () => {
    expect(find(5, '2027-03-10', 0)).toBe('2027-03-01');
    expect(find(5, '2027-03-10', 0, ['2027-03-01'])).toBe('2027-03-02');
  });

  it('is always permitted, within the span, and in the spread if that has a permitted date', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 20 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 30 })),
        (hash, length, spreadDays, excluded) => {
          const first = day('2027-03-01');
          const isPermitted = (date: number) => !excluded.includes(date - first);
          const last = (first + length) as EpochDay;
          const date = findCatchUpDate({ first, last, spreadDays }, () => hash, isPermitted);
          const all = Array.from({ length: length + 1 }, (_, i) => first + i).filter(isPermitted);
          if (date === undefined) expect(all).toEqual([]);
          else {
            expect(all).toContain(date);
            const spread = all.filter((each) => each < first + spreadDays);
            if (spread.length > 0) expect(date).toBe(spread[hash % spread.length]);
            else expect(date).toBe(all[0]);
          }
        },
      ),
    );
  });
});
