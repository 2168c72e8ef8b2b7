import { type Params, SingleBar } from 'cli-progress';
import type { Io } from '../io.ts';
import { formatProgress } from './format-progress.ts';
import type { Progress } from './progress.ts';

const redrawsPerSecond = 8;

/** Progress as one line of the terminal, redrawn in place and gone at the end. */
export function createTerminalProgress(io: Io): Progress {
  const stream = { isTTY: true, columns: io.columns, write: io.stderr };
  let phase = '';
  const format = (_options: unknown, { value, total, startTime }: Params): string =>
    formatProgress({ phase, done: value, total, elapsedMs: Date.now() - startTime }, io.columns);
  let bar: SingleBar | undefined;
  const stop = (): void => {
    bar?.stop();
    bar = undefined;
  };
  return {
    start: (name, total = 0) => {
      stop();
      phase = name;
      // The line is cut to the width here, so that wrapping need not be switched off: a killed run would leave it off.
      bar = new SingleBar({ stream, format, fps: redrawsPerSecond, clearOnComplete: true, linewrap: true });
      bar.start(total, 0);
    },
    update: (done) => bar?.update(done),
    stop,
  };
}
