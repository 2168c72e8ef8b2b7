import type { Random } from './random.ts';

/** A value and its weight: a whole or broken number above 0, relative to the others'. */
export type Weighted<T> = readonly [value: T, weight: number];

/** A power of two, so that a choice is one shift and one look-up. */
const slotBits = 14;

/** Fills the slots in proportion to the weights; what is left over by rounding goes to the heaviest. */
function fillSlots(weights: readonly number[]): Uint8Array {
  const slots = new Uint8Array(2 ** slotBits);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  slots.fill(weights.indexOf(Math.max(...weights)));
  let next = 0;
  weights.forEach((weight, index) => {
    const end = next + Math.max(1, Math.floor((weight / total) * slots.length));
    slots.fill(index, next, end);
    next = end;
  });
  return slots;
}

/**
 * A choice among up to 256 values by weight, exact to one part in 16,384. A value too light for that still occurs.
 *
 * @example createWeightedChoice([['active', 99], ['bounced', 1]])(random) // mostly 'active'
 */
export function createWeightedChoice<T>(choices: readonly Weighted<T>[]): (random: Random) => T {
  const values = choices.map(([value]) => value);
  const slots = fillSlots(choices.map(([, weight]) => weight));
  return (random) => values[slots[random.bits() >>> (32 - slotBits)] as number] as T;
}
