import { expect, test } from 'vitest';
import {
  createFinding,
  InvalidInputError,
  mostProblemsListed,
  placeFinding,
} from '../../../../src/config/input/problem.ts';

test('the message of a finding is only written where it is listed', () => {
  let written = 0;
  const problems = Array.from({ length: 5000 }, (_, index) => {
    const finding = createFinding(['a', index], 'key', 'UNKNOWN_KEY', () => {
      written++;
      return `a[${index}] is not known`;
    });
    return placeFinding(finding, () => `x:${index + 1}:1`);
  });
  const error = new InvalidInputError('BAD_CONFIGURATION', problems);
  expect(written).toBe(mostProblemsListed);
  expect(error.problems).toHaveLength(5000);
  expect(error.message.split('\n').at(-1)).toBe('and 4,900 more problems');
});

test('as many problems as are listed have no line for the others', () => {
  const problem = { place: 'x:1:1', code: 'UNKNOWN_KEY', message: 'm' } as const;
  const error = new InvalidInputError('BAD_CONFIGURATION', Array(mostProblemsListed).fill(problem));
  expect(error.message.split('\n')).toHaveLength(mostProblemsListed);
});
