import { describe, expect, test } from 'vitest';
import { describeDistribution, mergeDays } from '../../../../src/app/shared/volume-report.ts';

describe('the distribution', () => {
  test('counts dates without mail', () => {
    const days = mergeDays(
      [['2027-03-01', 6]],
      [
        ['2027-03-01', 4],
        ['2027-03-03', 2],
      ],
    );
    expect(describeDistribution(days, 4)).toEqual({
      days: 4,
      days_with_mail: 2,
      mails: 12,
      mean: 3,
      peak: { date: '2027-03-01', mails: 10 },
      spread: 4.12,
      relative_spread: 1.37,
    });
  });

  test('of nothing is nothing', () => {
    expect(describeDistribution([], 0)).toMatchObject({
      mails: 0,
      mean: 0,
      peak: null,
      spread: 0,
      relative_spread: null,
    });
  });

  test('has the earliest of several peaks', () => {
    const days = mergeDays([
      ['2027-03-02', 5],
      ['2027-03-01', 5],
    ]);
    expect(describeDistribution(days, 2).peak?.date).toBe('2027-03-01');
  });

  test('is level where every date has the same', () => {
    const days = mergeDays([
      ['2027-03-01', 5],
      ['2027-03-02', 5],
    ]);
    expect(describeDistribution(days, 2)).toMatchObject({ spread: 0, relative_spread: 0 });
  });
});
