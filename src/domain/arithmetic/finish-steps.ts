/** Does work that comes in steps without a pause; returns what it returns. */
export function finishSteps<Result>(steps: Generator<unknown, Result, void>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
