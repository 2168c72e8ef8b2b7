import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseSizeProfile, sizeProfiles } from '../../../src/config/size-profile.ts';

const names = sizeProfiles.map(({ name }) => name);
const counts = fc.integer({ min: 0, max: 5_000_000 });

describe('without a previous profile', () => {
  test.each([
    [0, 'small'],
    [9_999, 'small'],
    [10_000, 'medium'],
    [99_999, 'medium'],
    [100_000, 'large'],
    [499_999, 'large'],
    [500_000, 'enterprise'],
    [3_000_000, 'enterprise'],
  ])('%i contacts are %s', (count, profile) => {
    expect(chooseSizeProfile(count)).toBe(profile);
  });
});

describe('with a previous profile', () => {
  test.each([
    ['small', 10_000, 'small'],
    ['small', 10_999, 'small'],
    ['small', 11_000, 'medium'],
    ['medium', 9_001, 'medium'],
    ['medium', 9_000, 'small'],
    ['small', 105_000, 'medium'],
    ['small', 600_000, 'enterprise'],
    ['enterprise', 460_000, 'enterprise'],
    ['enterprise', 450_000, 'large'],
    ['enterprise', 5, 'small'],
  ] as const)('%s and %i contacts make %s', (previous, count, profile) => {
    expect(chooseSizeProfile(count, previous)).toBe(profile);
  });

  test('choosing again with the same count changes nothing', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...names), (count, previous) => {
        const chosen = chooseSizeProfile(count, previous);
        expect(chooseSizeProfile(count, chosen)).toBe(chosen);
      }),
    );
  });

  test('the choice is never more than one profile from what the count alone says', () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...names), (count, previous) => {
        const difference =
          names.indexOf(chooseSizeProfile(count, previous)) - names.indexOf(chooseSizeProfile(count));
        expect(Math.abs(difference)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
