import { openDatabase } from '../../src/store/open-database.ts';
import { databases, type Measurement } from '../measurement.ts';
import type { Session } from '../session.ts';
import { countWrites, expectOnlyWritten, readFillState } from '../written-rows.ts';
import { runFlags } from './first-run.ts';

const modulus = 100;
const remainder = 7;

/** An importer corrects the birth dates of one contact in a hundred. */
function changeBirthDates(path: string): number {
  using db = openDatabase(path, { mode: 'read-write' });
  const { changes } = db
    .prepare(
      `update contacts set birth_date = date(birth_date, '+45 days')
       where id % :modulus = :remainder and date(birth_date) = birth_date`,
    )
    .run({ modulus, remainder });
  return Number(changes);
}

async function measure(session: Session, repeat: number): Promise<void> {
  const path = session.workspace.pathOf(databases.main);
  const before = readFillState(path);
  const contacts = changeBirthDates(path);
  const timed = await session.sendwindow.timeRun(path, runFlags);
  session.record('changed-run', repeat, timed);
  const writes = countWrites(timed.report);
  session.notes.set(
    'changed-run',
    `${contacts.toLocaleString('en')} contacts, ${writes.toLocaleString('en')} rows`,
  );
  if (writes === 0) session.fault('changed-run: birth dates had changed, and the run wrote nothing');
  expectOnlyWritten(session, 'changed-run', path, before, modulus, remainder);
}

/** 1 % of the contacts have another birth date than at the run before. */
export const changedRunMeasurement: Measurement = {
  name: 'changed-run',
  needs: ['first-run'],
  measure,
  rows: (results) => [
    results.ratio({
      name: 'changed-run',
      what: 'second run, 1 % of contacts changed',
      series: 'changed-run',
      to: 'first-run',
      limit: 0.45,
    }),
  ],
};
