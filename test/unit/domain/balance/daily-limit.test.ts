import { describe, expect, it } from 'vitest';
import {
  findDailyCap,
  findOverageLimit,
  findSmoothingLimit,
} from '../../../../src/domain/balance/daily-limit.ts';
import { buildConfiguration } from '../../../support/configuration-builder.ts';

const balancing = (overrides: object = {}) => ({ ...buildConfiguration().load_balancing, ...overrides });

describe('the daily cap (spec 2.6)', () => {
  it.each([
    [0.07, 663, 46],
    [0.29, 100, 29],
    [0.07, 100, 7],
    [1, 250, 250],
    [0.2, 3_000_000, 600_000],
  ])('is the exact floor of %d x %i contacts: %i', (daily_send_percentage_cap, contacts, cap) => {
    expect(findDailyCap(balancing({ daily_send_percentage_cap }), contacts)).toBe(cap);
  });

  it('is at least one mail', () => {
    expect(findDailyCap(balancing(), 14)).toBe(1);
    expect(findDailyCap(balancing(), 0)).toBe(1);
    expect(findDailyCap(balancing({ daily_send_percentage_cap: 0 }), 1_000)).toBe(1);
  });
});

describe('the mails at which a date gives up some (spec 2.6)', () => {
  it.each([
    [1.2, 5, 6],
    [1.2, 4, 4],
    [1, 10, 10],
    [1.15, 100, 115],
  ])('are more than the exact floor of %d x the cap of %i: %i', (overage_threshold, cap, limit) => {
    expect(findOverageLimit(balancing({ overage_threshold }), cap)).toBe(limit);
  });
});

describe('the effective-date mails that may share an ideal date (spec 2.6)', () => {
  it('are the share of the cap, taken exactly', () => {
    expect(findSmoothingLimit(balancing(), 10)).toBe(3);
    expect(findSmoothingLimit(balancing(), 49)).toBe(14);
    expect(
      findSmoothingLimit(balancing({ ed_percentage_of_daily_cap: 0.29, ed_daily_soft_limit: 50 }), 100),
    ).toBe(29);
  });

  it('are no more than the soft limit', () => {
    expect(findSmoothingLimit(balancing(), 50)).toBe(15);
    expect(findSmoothingLimit(balancing(), 1_000)).toBe(15);
  });

  it('are at least one', () => {
    expect(findSmoothingLimit(balancing(), 1)).toBe(1);
    expect(findSmoothingLimit(balancing({ ed_daily_soft_limit: 0 }), 1_000)).toBe(1);
  });
});
