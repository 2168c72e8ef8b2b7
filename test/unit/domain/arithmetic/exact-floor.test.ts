import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactFloorOfProduct } from '../../../../src/domain/arithmetic/exact-floor.ts';

describe('floor of a product (spec 2.1)', () => {
  it.each([
    [0.29, 100, 29],
    [0.57, 100, 57],
    [1.15, 100, 115],
    [4.35, 100, 435],
    [0.07, 663, 46],
    [1.2, 5, 6],
  ])('of %d and %d is %d, where floating point may fall short', (a, b, floor) => {
    expect(exactFloorOfProduct(a, b)).toBe(floor);
    expect(exactFloorOfProduct(b, a)).toBe(floor);
  });

  it('cuts what follows the point, however near the next integer', () => {
    expect(exactFloorOfProduct(0.299, 100)).toBe(29);
    expect(exactFloorOfProduct(0.999999, 1)).toBe(0);
    expect(exactFloorOfProduct(1.1, 1.1)).toBe(1);
  });

  it('is zero if a factor is', () => {
    expect(exactFloorOfProduct(0, 663)).toBe(0);
    expect(exactFloorOfProduct(0.07, 0)).toBe(0);
  });

  it('takes factors so small or large that they are written with an exponent', () => {
    expect(exactFloorOfProduct(1e-7, 10_000_000)).toBe(1);
    expect(exactFloorOfProduct(2.5e-7, 40_000_000)).toBe(10);
    expect(exactFloorOfProduct(1.5e21, 2)).toBe(3e21);
    expect(exactFloorOfProduct(1e21, 1e-7)).toBe(1e14);
  });

  it('is the integer quotient for every fraction of a thousand', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2_000 }), fc.nat({ max: 5_000_000 }), (thousandths, count) => {
        expect(exactFloorOfProduct(thousandths / 1_000, count)).toBe(
          Number((BigInt(thousandths) * BigInt(count)) / 1_000n),
        );
      }),
    );
  });
});
