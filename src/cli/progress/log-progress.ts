import type { Io } from '../io.ts';
import type { Log } from '../log/log.ts';
import { type PhaseProgress, ratePerSecond, secondsLeft } from './format-progress.ts';
import type { Progress } from './progress.ts';

/** At most a line in this time within one phase, in milliseconds. */
const quietMs = 10_000;

function fieldsOf(progress: PhaseProgress): Record<string, number> {
  const left = secondsLeft(progress);
  return {
    done: progress.done,
    ...(progress.total > 0 ? { total: progress.total } : {}),
    per_second: ratePerSecond(progress),
    ...(left === undefined ? {} : { seconds_left: Math.round(left) }),
  };
}

/** Progress as log lines: one when a phase ends, and every ten seconds while it lasts. */
export function createLogProgress(io: Io, log: Log): Progress {
  const clock = (): number => io.now().epochMilliseconds;
  let current: (PhaseProgress & { readonly startedAt: number; readonly saidAt: number }) | undefined;
  const stop = (): void => {
    if (current !== undefined) {
      const elapsedMs = clock() - current.startedAt;
      log.info(
        { phase: current.phase, ms: elapsedMs, ...(current.done > 0 ? { done: current.done } : {}) },
        'phase done',
      );
    }
    current = undefined;
  };
  return {
    start: (phase, total = 0) => {
      stop();
      current = { phase, total, done: 0, elapsedMs: 0, startedAt: clock(), saidAt: clock() };
    },
    update: (done) => {
      if (current === undefined) return;
      const now = clock();
      current = { ...current, done, elapsedMs: now - current.startedAt };
      if (now - current.saidAt < quietMs) return;
      log.info({ phase: current.phase, ...fieldsOf(current) }, 'progress');
      current = { ...current, saidAt: now };
    },
    stop,
  };
}
