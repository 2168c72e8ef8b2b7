import type { Io } from '../io.ts';
import type { Log } from '../log/log.ts';
import type { Progress } from './progress.ts';

/** A line that is redrawn where standard error is a terminal; log lines where it is not (spec 4.1). */
export async function openProgress(io: Io, log: Log): Promise<Progress> {
  if (io.isErrorTerminal && io.env['TERM'] !== 'dumb') {
    const { createTerminalProgress } = await import('./terminal-progress.ts');
    return createTerminalProgress(io);
  }
  const { createLogProgress } = await import('./log-progress.ts');
  return createLogProgress(io, log);
}
