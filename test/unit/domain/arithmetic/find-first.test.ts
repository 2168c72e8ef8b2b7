import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFirst } from '../../../../src/domain/arithmetic/find-first.ts';

describe('the first place at which a condition holds', () => {
  it('is found wherever it lies, and is the length where there is none', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.nat(21), (numbers, wanted) => {
        const sorted = numbers.toSorted((a, b) => a - b);
        const first = sorted.findIndex((number) => number >= wanted);
        expect(findFirst(sorted.length, (place) => (sorted[place] as number) >= wanted)).toBe(
          first === -1 ? sorted.length : first,
        );
      }),
    );
  });

  it('takes few looks', () => {
    let looks = 0;
    findFirst(1_000_000, (place) => {
      looks++;
      return place >= 777_777;
    });
    expect(looks).toBeLessThanOrEqual(20);
  });
});
