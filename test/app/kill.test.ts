import { describe, expect, it } from 'vitest';
import { silentObserver } from '../../src/run/run-observer.ts';
import { verifySchedule } from '../../src/run/verify-schedule.ts';
import { readTable, runOnce } from '../support/run-fixture.ts';
import {
  change,
  copyDatabase,
  differences,
  firstMorning,
  generatedOrganisation,
  integrityOf,
  planOf,
  queryAll,
} from './generated-organisation.ts';
import { killWhileWriting } from './kill-child.ts';
import { undoOnce } from './undo-once.ts';

const nextMorning = '2027-03-02T12:00:00Z';
const small = { runs: { batch_size: 50 } };
const statusOf = (path: string, runId: string) =>
  queryAll(path, `select status from scheduler_checkpoints where scheduler_run_id = '${runId}'`)[0]?.[
    'status'
  ];

/** What must hold of a database after a kill, whatever happens next. */
async function expectWhole(path: string, asOf: string): Promise<void> {
  expect(integrityOf(path)).toBe('ok');
  const settings = { layers: [{ source: 'test', values: small }] };
  const options = { database: path, asOf: Temporal.Instant.from(asOf), settings, observer: silentObserver };
  expect((await verifySchedule(options)).violations.rows).toEqual([]);
}

/** Something of every kind to write: new mail, moved mail, withdrawn mail, deleted mail. */
function changeContacts(path: string): void {
  change(
    path,
    `update contacts set birth_date = date(birth_date, '+40 days') where id % 7 = 1;
     update contacts set zip_code = '90210', state = 'CA' where id % 7 = 2;
     update contacts set status = 'unsubscribed' where id % 7 = 3;
     update contacts set effective_date = '2020-06-01' where id % 7 = 4;
     delete from contacts where id % 70 = 5`,
  );
}

describe('a run that is killed while it writes', () => {
  it('leaves a whole database, and the next run makes of it what an undisturbed run does', async () => {
    const contacts = 2_500;
    const original = generatedOrganisation(contacts);
    const calm = copyDatabase(original);
    await runOnce(calm, firstMorning, small);
    for (const [index, share] of [0, 0.2, 0.4, 0.6, 0.8].entries()) {
      const torn = copyDatabase(original);
      const runId = `killed-${index}`;
      const task = { kind: 'run', database: torn, asOf: firstMorning, values: small, runId } as const;
      await killWhileWriting({ ...task, threadsFrom: index % 2 === 0 ? 1 : 1e9 }, share * contacts);
      expect(['started', 'applying']).toContain(statusOf(torn, runId));
      await expectWhole(torn, firstMorning);
      await runOnce(torn, firstMorning, small);
      expect(differences(planOf(torn), planOf(calm))).toEqual([]);
      expect(statusOf(torn, runId)).toBe('superseded');
    }
  });

  it('again and again loses nothing, also where rows are changed and deleted', async () => {
    const calm = generatedOrganisation(800);
    await runOnce(calm, firstMorning, small);
    changeContacts(calm);
    const torn = copyDatabase(calm);
    await runOnce(calm, nextMorning, small);
    const killed = ['k1', 'k2', 'k3', 'k4', 'k5'];
    for (const runId of killed) {
      await killWhileWriting({ kind: 'run', database: torn, asOf: nextMorning, values: small, runId }, 20);
      await expectWhole(torn, '2030-01-01T00:00:00Z');
    }
    await runOnce(torn, nextMorning, small);
    expect(differences(planOf(torn), planOf(calm))).toEqual([]);
    await expectWhole(torn, nextMorning);
    expect(killed.map((runId) => statusOf(torn, runId))).toEqual(killed.map(() => 'superseded'));
  });

  it('can be taken back', async () => {
    const path = generatedOrganisation(500);
    await runOnce(path, firstMorning, small);
    const before = readTable(path, 'email_schedules');
    const values = { ...small, timing: { birthday_email_days_before: 20 } };
    await killWhileWriting({ kind: 'run', database: path, asOf: firstMorning, values, runId: 'killed' }, 100);
    expect((await undoOnce(path, firstMorning, small)).undone.run_id).toBe('killed');
    expect(readTable(path, 'email_schedules')).toEqual(before);
  });
});

describe('an undo that is killed while it writes', () => {
  it('leaves a whole database on hold, and repeating it takes back the rest of the same run', async () => {
    const path = generatedOrganisation(500);
    await runOnce(path, firstMorning, small);
    const before = readTable(path, 'email_schedules');
    const run = await runOnce(path, firstMorning, { ...small, timing: { birthday_email_days_before: 20 } });
    for (const runId of ['u1', 'u2']) {
      const line = await killWhileWriting(
        { kind: 'undo', database: path, asOf: firstMorning, values: small, runId },
        50,
      );
      expect(line).not.toContain('done');
      expect(integrityOf(path)).toBe('ok');
      expect(queryAll(path, 'select * from sendable_emails')).toEqual([]);
    }
    const report = await undoOnce(path, firstMorning, small);
    expect(report.undone.run_id).toBe(run.run_id);
    expect(report.rows.already).toBeGreaterThan(0);
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect(['u1', 'u2'].map((runId) => statusOf(path, runId))).toEqual(['superseded', 'superseded']);
  });
});
