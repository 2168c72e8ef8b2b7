import { atFirstMorning, databases, type Measurement } from '../measurement.ts';
import type { TimedRun } from '../process/sendwindow.ts';
import type { Session } from '../session.ts';

/** What every measured run has: its moment, and no backup. */
export const runFlags = [...atFirstMorning, '--no-backup'];

/** A first run of a copy of a generated database. */
export async function timeFirstRun(
  session: Session,
  from: string,
  to: string,
  flags: readonly string[] = runFlags,
): Promise<TimedRun> {
  const path = await session.workspace.copy(from, to);
  return session.sendwindow.timeRun(path, flags);
}

/** The whole plan of a year, from an empty one: horizon 365, default policy, backup off. */
export const firstRunMeasurement: Measurement = {
  name: 'first-run',
  needsOnce: ['generate'],
  measure: async (session, repeat) => {
    const timed = await timeFirstRun(session, databases.generated, databases.main);
    session.record('first-run', repeat, timed);
    const { inserted, updated, deleted } = timed.report.writes;
    session.notes.set('first-run', `${inserted.toLocaleString('en')} rows`);
    if (inserted === 0 || updated + deleted > 0)
      session.fault(`first-run: it should only insert, and wrote ${JSON.stringify(timed.report.writes)}`);
  },
  rows: (results) => [
    results.time({
      name: 'first-run',
      what: 'first run',
      series: 'first-run',
      limitSeconds: 180,
      target: 'far under 180 s',
    }),
    results.memory({
      name: 'first-run-memory',
      what: 'first run, peak memory',
      series: 'first-run',
      limitMb: 1024,
      target: 'under 1024 MB, aim 600',
    }),
  ],
};
