import { describe, expect, it } from 'vitest';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import type { LedgerData } from '../../src/domain/ledger/ledger-tables.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { RunReport } from '../../src/run/run-report.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { change, firstMorning, generatedOrganisation } from '../app/generated-organisation.ts';
import { openDesk } from '../support/planning-desk.ts';
import { readTable, runOnce } from '../support/run-fixture.ts';
import { StatementCounter, type StatementCounts } from './statement-counter.ts';

// What a run costs in counts, which no load and no other machine changes; times are for `npm run bench`. The limits
// are a quarter above what was counted: whoever runs into one has made every run dearer, and should know it.

const contacts = 2000;

interface CountedRun {
  readonly report: RunReport;
  readonly counts: StatementCounts;
}

/** A run on one thread: statements of another could not be counted. */
async function countRun(
  path: string,
  values: ConfigurationValues = {},
  options: Partial<RunOptions> = {},
): Promise<CountedRun> {
  using counter = new StatementCounter();
  const report = await runOnce(path, firstMorning, values, {
    threadsFrom: Number.POSITIVE_INFINITY,
    ...options,
  });
  return { report, counts: counter.counts };
}

/** The lock names its holder, in a database of its own; the checkpoint is entered and completed. */
const ownRecords = { holder: 1, scheduler_checkpoints: 2 };

describe('a first run of 2,000 contacts', () => {
  it('executes a statement per hundred rows, not one per row', async () => {
    const { counts, report } = await countRun(generatedOrganisation(contacts));
    expect(report.writes.inserted).toBeGreaterThan(3 * contacts);
    expect(counts.prepared).toBeLessThan(180);
    expect(counts.executed).toBeLessThan(590);
    expect(counts.scripts).toBeLessThan(340);
  });

  it('makes SQLite take at most 500 steps a contact', async () => {
    const { counts } = await countRun(generatedOrganisation(contacts));
    expect(counts.steps).toBeLessThan(500 * contacts);
  });

  it('writes each planned row once, and little else', async () => {
    const { counts, report } = await countRun(generatedOrganisation(contacts));
    const { email_schedules: mails, ...others } = counts.rowsWritten;
    expect(mails).toBe(report.writes.inserted);
    expect(Object.values(others).reduce((sum, rows) => sum + rows, 0)).toBeLessThan(contacts / 10);
  });

  it('takes at most 0.4 times the steps where the horizon is 60 days', async () => {
    const path = generatedOrganisation(contacts);
    const short = await countRun(path, { horizon_days: 60 });
    const full = await countRun(generatedOrganisation(contacts));
    expect(short.counts.steps).toBeLessThan(0.4 * full.counts.steps);
  });
});

describe('a second run where nothing has changed', () => {
  it('executes a statement for every 7 contacts or fewer', async () => {
    const path = generatedOrganisation(contacts);
    await runOnce(path, firstMorning);
    const { counts } = await countRun(path);
    expect(counts.prepared).toBeLessThan(180);
    expect(counts.executed).toBeLessThan(275);
    expect(counts.scripts).toBeLessThan(26);
    expect(counts.steps).toBeLessThan(140 * contacts);
  });

  it('writes its checkpoint and nothing else', async () => {
    const path = generatedOrganisation(contacts);
    const first = await runOnce(path, firstMorning);
    const { counts, report } = await countRun(path);
    expect(counts.rowsWritten).toEqual(ownRecords);
    expect(report.writes).toEqual({
      inserted: 0,
      updated: 0,
      deleted: 0,
      unchanged: first.writes.inserted,
    });
  });

  it('writes nothing at all where the checkpoint is turned off', async () => {
    const path = generatedOrganisation(contacts);
    await runOnce(path, firstMorning);
    const { counts } = await countRun(path, {}, { checkpoint: false });
    expect(counts.rowsWritten).toEqual({ holder: ownRecords.holder });
  });
});

describe('a second run where 1 % of the contacts have changed', () => {
  const isChanged = (contactId: unknown): boolean => Number(contactId) % 100 === 7;

  /** Rows that stand in one of two tables only, as they are there. */
  function listDifferences(before: readonly object[], after: readonly object[]) {
    const texts = (rows: readonly object[]) => new Set(rows.map((row) => JSON.stringify(row)));
    const differences = texts(before).symmetricDifference(texts(after));
    return [...differences].map((text) => JSON.parse(text) as Record<string, unknown>);
  }

  it('writes rows of these contacts only', async () => {
    const path = generatedOrganisation(contacts);
    await runOnce(path, firstMorning);
    const before = readTable(path, 'email_schedules');
    change(path, "update contacts set birth_date = date(birth_date, '+45 days') where id % 100 = 7");
    const { counts, report } = await countRun(path);
    const differences = listDifferences(before, readTable(path, 'email_schedules'));
    expect(differences.length).toBeGreaterThan(0);
    expect(differences.filter((row) => !isChanged(row['contact_id']))).toEqual([]);
    const { updated, deleted, inserted } = report.writes;
    expect(counts.rowsWritten['email_schedules']).toBe(updated + deleted + inserted);
    expect(counts.executed).toBeLessThan(400);
  });
});

describe('twice as many contacts', () => {
  it('take at most twice the statements and steps, and a little', async () => {
    const [small, large] = [generatedOrganisation(contacts), generatedOrganisation(2 * contacts)];
    for (const _ of ['first', 'second']) {
      const [less, more] = [await countRun(small), await countRun(large)];
      expect(more.counts.prepared).toBe(less.counts.prepared);
      expect(more.counts.executed).toBeLessThan(2.1 * less.counts.executed);
      expect(more.counts.steps).toBeLessThan(2.1 * less.counts.steps);
    }
  });
});

describe('the ledger', () => {
  /** The ledger of a first run, before anything is written. */
  async function planLedger(path: string): Promise<LedgerData> {
    using db = openDatabase(path, { mode: 'read-only' });
    return (await makePlan(await openDesk(db, path, firstMorning))).ledger.data;
  }

  it('holds a contact and its mails in at most 220 bytes', async () => {
    const { contacts: people, mails, occupied } = await planLedger(generatedOrganisation(contacts));
    const widths = (table: typeof mails): number =>
      Object.values(table.columns).reduce(
        (sum, column) => sum + (column as Float64Array).BYTES_PER_ELEMENT,
        0,
      );
    const bytes = [people, mails, occupied].reduce((sum, table) => sum + table.length * widths(table), 0);
    expect(mails.length).toBeGreaterThan(3 * contacts);
    expect(bytes / people.length).toBeLessThan(220);
  });
});
