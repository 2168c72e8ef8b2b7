import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { BenchFailure } from '../bench-failure.ts';
import { databases, firstDay, type Measurement } from '../measurement.ts';
import { timeCommand } from '../process/time-command.ts';
import type { Session } from '../session.ts';
import { runFlags } from './first-run.ts';
import { timeUnchangedRun } from './second-run.ts';

const years = 3;
const oldDatabase = 'history';
const child = fileURLToPath(new URL('../children/add-history.ts', import.meta.url));

/** The generated organisation with years of mail behind it, and its plan. */
async function prepareOldDatabase(session: Session, repeat: number): Promise<void> {
  const { workspace, sendwindow, signal } = session;
  const path = await workspace.copy(databases.generated, oldDatabase);
  session.say(`adding ${years} years of history`);
  const made = await timeCommand(process.execPath, [child, path, String(years), firstDay], { signal });
  if (made.exitCode !== 0) throw new BenchFailure(`history: it could not be added: ${made.stderr.trim()}`);
  const { mails } = JSON.parse(made.stdout) as { mails: number };
  session.notes.set('history', `${mails.toLocaleString('en')} rows of history`);
  session.record('history-first-run', repeat, await sendwindow.timeRun(path, runFlags));
}

/** An unchanged run where three years of mail have been sent, against one where that is still to come. */
export const historyMeasurement: Measurement = {
  name: 'history',
  needsOnce: ['generate', 'first-run'],
  measure: async (session, repeat) => {
    if (!session.workspace.has(oldDatabase)) await prepareOldDatabase(session, repeat);
    const measure = async (name: string, series: string): Promise<void> =>
      session.record(series, repeat, await timeUnchangedRun(session, name, series));
    const both = [
      [databases.main, 'first-year-run'],
      [oldDatabase, 'history-run'],
    ] as const;
    for (const [name, series] of repeat % 2 === 1 ? both : both.toReversed()) await measure(name, series);
  },
  rows: (results) => [
    results.ratio({
      name: 'history',
      what: 'unchanged run after 3 years',
      series: 'history-run',
      to: 'first-year-run',
      limit: 1.2,
      target: 'at most 1.2 x in the first year',
    }),
    results.time({
      name: 'first-year-run',
      what: 'unchanged run in the first year',
      series: 'first-year-run',
    }),
    results.time({
      name: 'history-first-run',
      what: 'first run after 3 years',
      series: 'history-first-run',
    }),
  ],
};
