import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCase } from '../conformance/cases.ts';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../support/run-fixture.ts';
import { explainAt, explainRun, mailsOf } from './explain-fixture.ts';

const cases = [
  'fresh-12',
  'fresh-24',
  'fresh-36',
  'lived-1',
  'lived-5',
  'lived-14',
  'lived-16',
  'lived-28',
  'lived-40',
];

type Row = Record<string, unknown>;

function listContactIds(database: string): number[] {
  const ids = [...readTable(database, 'contacts').map((row) => row['id'])];
  ids.push(...readTable(database, 'email_schedules').map((row) => row['contact_id']));
  return [...new Set(ids as number[])].sort((a, b) => a - b);
}

/** Rule 4 of spec 2.6: a row of today that a limit has skipped is placed once more by the next run. */
const isSettling = (row: Row, today: string): boolean =>
  row['scheduled_send_date'] === today &&
  (row['skip_reason'] === 'frequency_limit' || row['skip_reason'] === 'campaign_conflict');

describe('explain agrees with the stored plan', () => {
  test.each(cases)('%s: for every contact, with an entry for every stored row', async (name) => {
    using temporary = temporaryFolder();
    const database = join(temporary.path, 'org.db');
    const { as_of, config, tables } = readCase(name);
    createOrgDatabase(database, tables);
    const { today } = await runOnce(database, as_of, config, { runId: 'first' });
    const rows = readTable(database, 'email_schedules');

    for (const id of listContactIds(database)) {
      const explanation = await explainAt(database, id, as_of, config);
      const own = rows.filter((row) => row['contact_id'] === id);
      const told = new Set(mailsOf(explanation).map((entry) => entry.row?.id));
      expect(own.filter((row) => !told.has(row['id'] as number))).toEqual([]);
      if (!own.some((row) => isSettling(row, today))) {
        expect([id, explanation.differences]).toEqual([id, []]);
        expect(explanation.agrees).toBe(true);
      }
      expect(explanation.violations).toEqual([]);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
    }
  });

  test.each(cases)(
    '%s: entries stand in the order of their dates and say how they came about',
    async (name) => {
      using temporary = temporaryFolder();
      const database = join(temporary.path, 'org.db');
      const { as_of, config, tables } = readCase(name);
      createOrgDatabase(database, tables);
      await runOnce(database, as_of, config, { runId: 'first' });

      for (const id of listContactIds(database)) {
        const explanation = await explainAt(database, id, as_of, config);
        const dates = explanation.timeline.map(({ date }) => date);
        expect(dates).toEqual([...dates].sort());
        for (const entry of mailsOf(explanation)) {
          expect(entry.sentence).toMatch(/^\S.*[.)]$/);
          expect(entry.sentence).not.toMatch(/undefined|null|NaN| {2}/);
          expect(entry.rule).toMatch(/^2\.[4-8]/);
        }
      }
    },
  );

  test('what a run of the past has decided is reproduced, though later runs have changed the plan', async () => {
    using temporary = temporaryFolder();
    const database = join(temporary.path, 'org.db');
    const { as_of, config, tables } = readCase('fresh-36');
    createOrgDatabase(database, tables);
    await runOnce(database, as_of, config, { runId: 'first' });
    const later = Temporal.Instant.from(as_of)
      .add({ hours: 24 * 30 })
      .toString();
    await runOnce(database, later, { ...config, horizon_days: 200 }, { runId: 'second', replan: true });

    const reproduced = listContactIds(database).map((id) => explainRun(database, id, 'first').differences);

    expect(reproduced.flat()).toEqual([]);
  });
});
