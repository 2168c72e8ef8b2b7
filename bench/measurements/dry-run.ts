import { readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { atFirstMorning, databases, type Measurement } from '../measurement.ts';

/** What a dry run must leave as it is: the file, and the files beside it. */
function readTraces(path: string): string {
  const { size, mtimeMs } = statSync(path);
  return JSON.stringify([size, mtimeMs, readdirSync(dirname(path)).toSorted()]);
}

/** What the first run would write, without writing it. */
export const dryRunMeasurement: Measurement = {
  name: 'dry-run',
  needsOnce: ['generate', 'first-run'],
  measure: async (session, repeat) => {
    const path = session.workspace.pathOf(databases.generated);
    const before = readTraces(path);
    const timed = await session.sendwindow.timeRun(path, [...atFirstMorning, '--dry-run']);
    session.record('dry-run', repeat, timed);
    if (!timed.report.dry_run || readTraces(path) !== before)
      session.fault('dry-run: the database is not as it was before');
  },
  rows: (results) => [
    results.ratio({ name: 'dry-run', what: 'dry run of the first run', series: 'dry-run', to: 'first-run' }),
  ],
};
