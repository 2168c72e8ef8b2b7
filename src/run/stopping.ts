import { setImmediate } from 'node:timers/promises';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Pause } from '../plan/pause.ts';
import type { JobOptions } from './job-options.ts';

/** How a job learns that it is to stop. */
export interface Stopping extends Disposable {
  /** Rejects as STOPPED once the job is to stop. */
  readonly pause: Pause;
  /** Rejects as STOPPED at the moment in which the stop is asked for; never resolves. */
  readonly stopped: Promise<never>;
}

/** @param what the job, as its message calls it: `run`, `undo` */
export function createStopping({ database, signal }: JobOptions, what: string): Stopping {
  const createError = (): SendwindowError =>
    new SendwindowError(
      'STOPPED',
      `${database}: the ${what} was stopped (${String(signal?.reason)}); every contact is written completely or not at all, and the next ${what} finishes the work`,
    );
  const { promise, reject } = Promise.withResolvers<never>();
  // Only work that waits for a thread listens to it; without such work a rejection must not end the process.
  promise.catch(() => undefined);
  const onAbort = (): void => reject(createError());
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener('abort', onAbort);
  return {
    pause: async () => {
      // Node handles signals only in a turn of the event loop.
      await setImmediate();
      if (signal?.aborted === true) throw createError();
    },
    stopped: promise,
    [Symbol.dispose]: () => signal?.removeEventListener('abort', onAbort),
  };
}
