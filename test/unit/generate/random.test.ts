import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/generate/random.ts';

const draw = (seed: string | number, label?: string, count = 20): number[] => {
  const random = createRandom(seed, label);
  return Array.from({ length: count }, () => random.bits());
};

test('gives the same stream for the same seed, a number or its text', () => {
  expect(draw(7)).toEqual(draw('7'));
});

test('gives the stream it has always given', () => {
  expect(draw(1, 'contacts', 4)).toMatchInlineSnapshot(`
    [
      600958206,
      3578523137,
      1624267110,
      1132358334,
    ]
  `);
});

test('gives other streams for other seeds and labels', () => {
  const streams = [draw(1), draw(2), draw('a'), draw(1, 'contacts'), draw(1, 'targets')];
  expect(new Set(streams.flat()).size).toBe(streams.flat().length);
});

test('keeps within the bounds that were asked for', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.integer({ min: -1000, max: 1000 }),
      (seed, bound, first) => {
        const random = createRandom(seed);
        for (let i = 0; i < 20; i++) {
          const below = random.below(bound);
          const between = random.between(first, first + 2);
          expect(Number.isInteger(below) && below >= 0 && below < bound).toBe(true);
          expect([first, first + 1, first + 2]).toContain(between);
        }
      },
    ),
  );
});

test('spreads evenly over a range and keeps to a share', () => {
  const random = createRandom('spread');
  const counts = new Array<number>(10).fill(0);
  let hits = 0;
  for (let i = 0; i < 100_000; i++) {
    const value = random.below(10);
    counts[value] = (counts[value] ?? 0) + 1;
    if (random.chance(0.3)) hits++;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  expect(Math.abs(hits - 30_000)).toBeLessThan(600);
});

test('never hits at share 0 and always at share 1', () => {
  const random = createRandom('edges');
  for (let i = 0; i < 1000; i++) expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
});
