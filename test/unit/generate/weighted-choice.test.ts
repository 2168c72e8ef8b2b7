import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/generate/random.ts';
import { createWeightedChoice, type Weighted } from '../../../src/generate/weighted-choice.ts';

test('chooses by weight', () => {
  const choose = createWeightedChoice([
    ['often', 9],
    ['seldom', 1],
  ]);
  const random = createRandom('choice');
  const seldom = Array.from({ length: 50_000 }, () => choose(random)).filter((value) => value === 'seldom');
  expect(Math.abs(seldom.length - 5000)).toBeLessThan(300);
});

test('chooses a value too light for its share all the same', () => {
  const choose = createWeightedChoice<string>([
    ['heavy', 1_000_000],
    ['light', 1],
  ]);
  const random = createRandom('light');
  expect(Array.from({ length: 200_000 }, () => choose(random))).toContain('light');
});

test('chooses only values that were given', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 60 }),
      (seed, weights) => {
        const choices = weights.map((weight, index): Weighted<number> => [index, weight]);
        const choose = createWeightedChoice(choices);
        const random = createRandom(seed);
        for (let i = 0; i < 50; i++) expect(weights[choose(random)]).toBeDefined();
      },
    ),
  );
});
