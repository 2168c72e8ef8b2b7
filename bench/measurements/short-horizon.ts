import { databases, type Measurement } from '../measurement.ts';
import { runFlags, timeFirstRun } from './first-run.ts';

/** A first run that looks 60 days ahead instead of 365. */
export const shortHorizonMeasurement: Measurement = {
  name: 'horizon-60',
  needs: ['first-run'],
  measure: async (session, repeat) => {
    const flags = [...runFlags, '--horizon', '60'];
    const timed = await timeFirstRun(session, databases.generated, databases.scratch, flags);
    session.record('horizon-60', repeat, timed);
    session.notes.set('horizon-60', `${timed.report.writes.inserted.toLocaleString('en')} rows`);
    session.workspace.discard(databases.scratch);
  },
  rows: (results) => [
    results.ratio({
      name: 'horizon-60',
      what: 'first run, horizon 60',
      series: 'horizon-60',
      to: 'first-run',
      limit: 0.4,
    }),
  ],
};
