import { describe, expect, it } from 'vitest';
import { doByHalves } from '../../../../src/run/apply/halve.ts';

/** Does items whole or not at all; those that are bad refuse, and the worst meets everybody. */
async function halve(items: readonly number[], bad: ReadonlySet<number>, worst = -1) {
  const done: number[] = [];
  const failed: number[] = [];
  let tries = 0;
  await doByHalves(
    items,
    async (some) => {
      tries++;
      const found = some.find((item) => bad.has(item) || item === worst);
      if (found !== undefined) throw new Error(found === worst ? 'all' : `${found}`);
      done.push(...some);
    },
    (item, error) => failed.push(item, Number((error as Error).message)),
    (error) => (error as Error).message !== 'all',
  );
  return { done, failed, tries };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('doing a list by halves', () => {
  it('does all at once where nothing is bad, and nothing of an empty list', async () => {
    expect(await halve(upTo(100), new Set())).toEqual({ done: upTo(100), failed: [], tries: 1 });
    expect(await halve([], new Set())).toEqual({ done: [], failed: [], tries: 0 });
  });

  it.each([0, 1, 49, 98, 99])(
    'finds the one that is bad, and does the others in their order: %i',
    async (bad) => {
      const { done, failed, tries } = await halve(upTo(100), new Set([bad]));
      expect(failed).toEqual([bad, bad]);
      expect(done).toEqual(upTo(100).filter((item) => item !== bad));
      expect(tries).toBeLessThan(17);
    },
  );

  it('finds several, and does a list of which all are bad', async () => {
    expect((await halve(upTo(9), new Set([2, 3, 8]))).done).toEqual([0, 1, 4, 5, 6, 7]);
    expect((await halve(upTo(5), new Set(upTo(5)))).done).toEqual([]);
  });

  it('ends where a failure meets all', async () => {
    await expect(halve(upTo(100), new Set([10]), 70)).rejects.toThrow('all');
  });
});
