import { databases, type Measurement, quickTimes } from '../measurement.ts';
import { runFlags } from './first-run.ts';
import { timeUnchangedRun } from './second-run.ts';

/** A run of three contacts only. */
export const partialRunMeasurement: Measurement = {
  name: 'partial-run',
  needsOnce: ['first-run'],
  measure: async (session, repeat) => {
    const { contacts } = session.options;
    const flags = [0.25, 0.5, 0.75].flatMap((share) => ['--contact', String(Math.round(contacts * share))]);
    for (let time = 0; time < quickTimes; time++) {
      const timed = await timeUnchangedRun(session, databases.main, 'partial-run', [...runFlags, ...flags]);
      session.record('partial-run', repeat, timed);
    }
  },
  rows: (results) => [
    results.time({ name: 'partial-run', what: 'partial run of 3 contacts', series: 'partial-run' }),
  ],
};
