import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinctIds } from '../../../../src/domain/arithmetic/distinct-ids.ts';

test('gives every id of all lists once, in ascending order', () => {
  const ids = fc.array(fc.integer({ min: -20, max: 20 }));
  fc.assert(
    fc.property(ids, ids, (first, second) => {
      const expected = [...new Set([...first, ...second])].sort((a, b) => a - b);
      expect(distinctIds(first, second)).toEqual(expected);
    }),
  );
});
