import { expect, test } from 'vitest';
import { warnOfIneligible } from '../../../src/run/warn-of-ineligible.ts';

test.each([
  [10, 2, 0],
  [10, 3, 1],
  [500, 254, 1],
  [0, 0, 0],
  [1, 1, 1],
])('of %i contacts %i ineligible ones give %i warnings', (total, ineligible, count) => {
  const warnings = warnOfIneligible({ total, eligible: total - ineligible, suppressed: 0, ineligible });
  expect(warnings).toHaveLength(count);
  expect(warnings.every((warning) => warning.startsWith('MANY_INELIGIBLE: '))).toBe(true);
});
