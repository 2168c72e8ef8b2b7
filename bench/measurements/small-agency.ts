import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { atFirstMorning, databases, type Measurement, quickTimes } from '../measurement.ts';
import type { TimedRun } from '../process/sendwindow.ts';
import type { Session } from '../session.ts';
import { timeFirstRun } from './first-run.ts';
import { generateDatabase } from './generate.ts';

/** A first run as it is by default, backup included; a fault if there is no backup afterwards. */
async function timeAgency(session: Session, name: string, contacts: number): Promise<TimedRun> {
  if (!session.workspace.has(name)) await generateDatabase(session, name, contacts);
  const timed = await timeFirstRun(session, name, databases.scratch, atFirstMorning);
  const folder = dirname(session.workspace.pathOf(databases.scratch));
  const backups = readdirSync(folder).includes('backups') ? readdirSync(join(folder, 'backups')) : [];
  if (backups.length === 0) session.fault(`${name}: the run has made no backup`);
  session.workspace.discard(databases.scratch);
  return timed;
}

/** A small agency: 663 contacts, the whole command. */
export const smallAgencyMeasurement: Measurement = {
  name: 'small-agency',
  measure: async (session, repeat) => {
    for (let time = 0; time < quickTimes; time++)
      session.record('small-agency', repeat, await timeAgency(session, 'small-agency', 663));
  },
  rows: (results) => [
    results.time({
      name: 'small-agency',
      what: '663 contacts, first run with backup',
      series: 'small-agency',
      limitSeconds: 1,
      anySize: true,
    }),
  ],
};

/** A middle-sized agency: 25,000 contacts. */
export const mediumAgencyMeasurement: Measurement = {
  name: 'medium-agency',
  measure: async (session, repeat) =>
    session.record('medium-agency', repeat, await timeAgency(session, 'medium-agency', 25_000)),
  rows: (results) => [
    results.memory({
      name: 'medium-agency',
      what: '25,000 contacts, first run with backup, memory',
      series: 'medium-agency',
      limitMb: 150,
      target: 'under 150 MB',
      anySize: true,
    }),
    results.time({
      name: 'medium-agency-time',
      what: 'the same, time',
      series: 'medium-agency',
      anySize: true,
    }),
  ],
};
