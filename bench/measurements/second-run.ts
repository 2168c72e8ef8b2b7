import { databases, type Measurement } from '../measurement.ts';
import type { TimedRun } from '../process/sendwindow.ts';
import type { Session } from '../session.ts';
import { expectNothingWritten, readFillState } from '../written-rows.ts';
import { runFlags } from './first-run.ts';

/** Runs a planned database once more; a fault if that writes anything. */
export async function timeUnchangedRun(
  session: Session,
  name: string,
  series: string,
  flags: readonly string[] = runFlags,
): Promise<TimedRun> {
  const path = session.workspace.pathOf(name);
  const before = readFillState(path);
  const timed = await session.sendwindow.timeRun(path, flags);
  expectNothingWritten(session, series, timed.report, before, readFillState(path));
  return timed;
}

/** Nothing has changed since the first run. */
export const secondRunMeasurement: Measurement = {
  name: 'second-run',
  needs: ['first-run'],
  measure: async (session, repeat) => {
    session.record('second-run', repeat, await timeUnchangedRun(session, databases.main, 'second-run'));
  },
  rows: (results) => [
    results.ratio({
      name: 'second-run',
      what: 'second run, nothing changed',
      series: 'second-run',
      to: 'first-run',
      limit: 0.35,
    }),
  ],
};
