import { expect, test } from 'vitest';
import { finishSteps } from '../../../../src/domain/arithmetic/finish-steps.ts';

test('work in steps is done to its end, and its result returned', () => {
  const done: number[] = [];
  const work = function* () {
    for (const step of [1, 2, 3]) {
      done.push(step);
      yield step;
    }
    return 'result';
  };
  expect(finishSteps(work())).toBe('result');
  expect(done).toEqual([1, 2, 3]);
});
