/**
 * Lets the event loop take its turn, in which a signal or a request to stop is noticed. Long work that computes without
 * waiting for anything awaits it every few milliseconds.
 *
 * @throws SendwindowError STOPPED where the work is to stop
 */
export type Pause = () => Promise<void>;

/** Work that cannot be stopped. */
export const neverPause: Pause = async () => undefined;

/** Does work step by step, with a pause after each step; returns what the work returns. */
export async function withPauses<Step, Result>(
  steps: Generator<Step, Result, void>,
  pause: Pause,
  onStep: (step: Step) => void = () => undefined,
): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    onStep(value);
    await pause();
  }
}
