import type { RunObserver } from '../run/run-observer.ts';
import type { Log } from './log/log.ts';
import type { Progress } from './progress/progress.ts';

/** Passes on what a long command says of itself: phases to the progress, the rest to the log. */
export const createObserver = (progress: Progress, log: Log): RunObserver => ({
  startPhase: progress.start,
  advance: progress.update,
  log: (level, message, fields = {}) => log[level]({ ...fields }, message),
});
