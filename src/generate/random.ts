import { fnv1a } from '../domain/arithmetic/fnv1a.ts';

/** A stream of pseudo-random numbers: the same seed gives the same stream on every machine. */
export interface Random {
  /** A whole number from 0 to 2^32 - 1. */
  readonly bits: () => number;
  /** A whole number from 0 to `bound` - 1; `bound` is at least 1. */
  readonly below: (bound: number) => number;
  /** A whole number from `first` to `last`, both included. */
  readonly between: (first: number, last: number) => number;
  /** True in a share of all calls, 0 to 1. */
  readonly chance: (share: number) => boolean;
  /** One of a list, which must not be empty. */
  readonly pick: <T>(list: readonly T[]) => T;
}

/** splitmix32: turns one number into well-mixed ones, so that seeds that are alike give streams that are not. */
function createSplitmix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

/** sfc32 (Chris Doty-Humphrey's small fast counter): 128 bits of state, a handful of integer operations. */
function createSfc32(seed: string): () => number {
  const first = createSplitmix(fnv1a(seed));
  const second = createSplitmix(fnv1a(`${seed}#`));
  let [a, b, c, d] = [first(), second(), first(), second()];
  return () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
}

/**
 * A stream of pseudo-random numbers. A number and its text are the same seed; streams that must not disturb one
 * another take a label.
 *
 * @example createRandom(7, 'contacts') // the same as createRandom('7', 'contacts'), unlike createRandom(7, 'targets')
 */
export function createRandom(seed: string | number, label = ''): Random {
  const bits = createSfc32(`${seed}/${label}`);
  const below = (bound: number): number => Math.floor((bits() * bound) / 2 ** 32);
  return {
    bits,
    below,
    between: (first, last) => first + below(last - first + 1),
    chance: (share) => bits() < share * 2 ** 32,
    pick: <T>(list: readonly T[]) => list[below(list.length)] as T,
  };
}
