import { describe, expect, it } from 'vitest';
import { listBackups } from '../../src/backup/list-backups.ts';
import { verifyBackup } from '../../src/backup/verify-backup.ts';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import { filledDatabase } from '../store/filled-database.ts';
import { rejectedErrorOf } from '../store/thrown-error.ts';
import { readTable, runOnce } from '../support/run-fixture.ts';
import {
  change,
  firstMorning,
  generatedOrganisation,
  planOf,
  queryAll,
  queryOne,
} from './generated-organisation.ts';
import { undoOnce } from './undo-once.ts';

const nextMorning = '2027-03-02T12:00:00Z';
const holds = (path: string) => queryAll(path, 'select reason, created_by from holds');

/** An organisation with a first run, then changes of every kind, then a second run that must write them. */
async function changedOrganisation(contacts = 200): Promise<{ path: string; first: string; second: string }> {
  const path = generatedOrganisation(contacts);
  const first = await runOnce(path, firstMorning);
  change(
    path,
    `update contacts set birth_date = date(birth_date, '+40 days') where id % 10 = 1;
     update contacts set zip_code = '90210', state = 'CA' where id % 10 = 2;
     update contacts set status = 'unsubscribed' where id % 10 = 3;
     update contacts set effective_date = '2020-06-01' where id % 10 = 4;
     delete from contacts where id % 50 = 5`,
  );
  const second = await runOnce(path, nextMorning);
  expect(second.writes.inserted * second.writes.updated * second.writes.deleted).toBeGreaterThan(0);
  return { path, first: first.run_id, second: second.run_id };
}

describe('undoRun', () => {
  it('takes back a first run: the database holds what it held before', async () => {
    const path = generatedOrganisation(200);
    const before = readTable(path, 'email_schedules');
    const targets = queryAll(path, 'select id, status from contact_campaigns order by id');
    const run = await runOnce(path, firstMorning);
    const report = await undoOnce(path, firstMorning);
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect(queryAll(path, 'select id, status from contact_campaigns order by id')).toEqual(targets);
    expect(report.undone).toMatchObject({ run_id: run.run_id, kind: 'run' });
    expect(report.rows).toEqual({
      removed: run.writes.inserted,
      changed_back: 0,
      brought_back: 0,
      already: 0,
    });
    expect(report.left.total).toBe(0);
    expect(report.checksums.schedules_after).toBe(run.checksums.schedules_before);
    expect(report.checksums.schedules_after).toBe(report.checksums.schedules_before_run);
  });

  it('brings back inserted, changed and deleted rows with their ids, run ids and times', async () => {
    const path = generatedOrganisation(200);
    await runOnce(path, firstMorning, { horizon_days: 100 });
    const before = readTable(path, 'email_schedules');
    const run = await runOnce(path, firstMorning, {
      horizon_days: 200,
      timing: { birthday_email_days_before: 20 },
      aep: { dates: [{ month: 8, day: 20 }] },
      post_window: { enabled: false },
    });
    expect(run.writes.inserted * run.writes.updated * run.writes.deleted).toBeGreaterThan(0);
    const report = await undoOnce(path, firstMorning, { horizon_days: 100 });
    expect(report.left.rows).toEqual([]);
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect(report.checksums.schedules_after).toBe(run.checksums.schedules_before);
    expect(report.rows).toMatchObject({
      removed: run.writes.inserted,
      changed_back: run.writes.updated,
      brought_back: run.writes.deleted,
    });
  });

  it('compares checksums of what the run had read, also in a database with years of history', async () => {
    const path = generatedOrganisation(100);
    change(
      path,
      `insert into email_schedules (contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, status)
       select id, 'birthday', '2021-05-05', '2021-04-21', '2021-04-21', 'skipped' from contacts`,
    );
    const { checksums } = await runOnce(path, firstMorning);
    const report = await undoOnce(path, '2027-03-09T12:00:00Z');
    expect(report.checksums.schedules_before_run).toBe(checksums.schedules_before);
    expect(report.checksums.schedules_after).toBe(checksums.schedules_before);
  });

  it('repeated, goes further back, and in the end says that there is nothing left', async () => {
    const path = generatedOrganisation(100);
    const before = readTable(path, 'email_schedules');
    const ids: string[] = [];
    for (const horizon_days of [50, 100, 200])
      ids.push((await runOnce(path, firstMorning, { horizon_days })).run_id);
    await runOnce(path, firstMorning, { horizon_days: 200 });
    const undone: string[] = [];
    for (let time = 0; time < 3; time++) undone.push((await undoOnce(path, firstMorning)).undone.run_id);
    expect(undone).toEqual(ids.toReversed());
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect((await rejectedErrorOf(undoOnce(path, firstMorning))).code).toBe('NO_SUCH_RUN');
  });

  it('after a later run takes that one back first, and not a run twice', async () => {
    const path = generatedOrganisation(100);
    const first = await runOnce(path, firstMorning, { horizon_days: 50 });
    await runOnce(path, firstMorning, { horizon_days: 100 });
    await undoOnce(path, firstMorning);
    const third = await runOnce(path, firstMorning, { horizon_days: 150 });
    expect((await undoOnce(path, firstMorning)).undone.run_id).toBe(third.run_id);
    expect((await undoOnce(path, firstMorning)).undone.run_id).toBe(first.run_id);
  });

  it('puts the organisation on hold; after the release a run plans the same again', async () => {
    const { path, second } = await changedOrganisation();
    const planned = planOf(path);
    expect(queryOne(path, 'select count(*) > 0 as any from sendable_emails')).toEqual({ any: 1 });
    await undoOnce(path, nextMorning);
    expect(holds(path)).toEqual([
      { reason: expect.stringContaining(second) as string, created_by: 'runs undo' },
    ]);
    expect(queryOne(path, 'select count(*) as n from sendable_emails')).toEqual({ n: 0 });
    change(path, 'delete from holds');
    await runOnce(path, nextMorning);
    expect(planOf(path)).toEqual(planned);
  });

  it('marks as stale the contacts whose rows came back, until a run has planned them', async () => {
    const { path } = await changedOrganisation();
    change(path, 'delete from stale_marks');
    await undoOnce(path, nextMorning, {}, { runId: 'the-undo' });
    const marks = () => queryAll(path, 'select kind, id from stale_marks order by id');
    const restored = queryAll(
      path,
      `select distinct 'contact' as kind, contact_id as id from schedule_changes
       where scheduler_run_id = 'the-undo' and change <> 'delete' order by contact_id`,
    );
    expect(restored.length).toBeGreaterThan(0);
    expect(marks()).toEqual(restored);
    change(path, 'delete from holds');
    const ids = new Set(restored.map(({ id }) => id));
    const offered = queryAll(path, 'select distinct contact_id as id from sendable_emails');
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.filter(({ id }) => ids.has(id))).toEqual([]);
    await runOnce(path, nextMorning);
    expect(marks()).toEqual([]);
  });

  it('marks nobody as stale where it only removes rows', async () => {
    const path = generatedOrganisation(50);
    await runOnce(path, firstMorning);
    const { rows } = await undoOnce(path, firstMorning);
    expect(rows).toMatchObject({ changed_back: 0, brought_back: 0 });
    expect(rows.removed).toBeGreaterThan(0);
    expect(queryAll(path, 'select * from stale_marks')).toEqual([]);
  });

  it('is a run that can be explained: checkpoint, report and every change under its own id', async () => {
    const { path } = await changedOrganisation();
    const report = await undoOnce(path, nextMorning, {}, { runId: 'the-undo' });
    const checkpoint = queryOne(
      path,
      "select * from scheduler_checkpoints where scheduler_run_id = 'the-undo'",
    );
    expect(checkpoint).toMatchObject({ kind: 'undo', status: 'completed' });
    expect(JSON.parse(String(checkpoint['report']))).toEqual(report);
    const kinds = queryAll(
      path,
      `select change, count(*) as n, sum(before is null) as without_before, sum(after is null) as without_after
       from schedule_changes where scheduler_run_id = 'the-undo' group by change`,
    );
    const { removed, changed_back, brought_back } = report.rows;
    expect(kinds).toEqual([
      { change: 'delete', n: removed, without_before: 0, without_after: removed },
      { change: 'insert', n: brought_back, without_before: brought_back, without_after: brought_back },
      { change: 'update', n: changed_back, without_before: 0, without_after: 0 },
    ]);
  });

  it('makes a backup first, and holds the run lock', async () => {
    const { path } = await changedOrganisation(100);
    const rows = readTable(path, 'email_schedules').length;
    using _lock = acquireRunLock(path, { pid: 1, host: 'here', command: 'other', startedAt: '' });
    expect((await rejectedErrorOf(undoOnce(path, nextMorning))).code).toBe('LOCKED');
    _lock.release();
    const { backup } = await undoOnce(path, nextMorning, {}, { backup: true });
    expect(listBackups(path, 'backups').map((entry) => entry.path)).toEqual([backup]);
    expect(verifyBackup(String(backup)).schedules).toBe(rows);
  });

  it('writes nothing, and places no hold, when the backup fails', async () => {
    const { path } = await changedOrganisation(100);
    const before = readTable(path, 'email_schedules');
    const failing = undoOnce(path, nextMorning, { backup: { directory: '/dev/null/x' } }, { backup: true });
    expect((await rejectedErrorOf(failing)).code).toBe('BACKUP_FAILED');
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect(holds(path)).toEqual([]);
    expect(queryOne(path, 'select status from scheduler_checkpoints order by id desc limit 1')).toEqual({
      status: 'failed',
    });
  });

  it('finds nothing to take back in a database without a run, and makes no lock file beside a wrong path', async () => {
    const path = filledDatabase(1);
    expect((await rejectedErrorOf(undoOnce(path, firstMorning))).code).toBe('NO_SUCH_RUN');
    expect((await rejectedErrorOf(undoOnce(`${path}.typo`, firstMorning))).code).toBe('NO_SUCH_FILE');
  });

  it('undoes a partial run', async () => {
    const path = generatedOrganisation(50);
    await runOnce(path, firstMorning, { horizon_days: 50 });
    const before = readTable(path, 'email_schedules');
    const partial = await runOnce(path, firstMorning, {}, { contacts: [3, 4, 5, 6, 7] });
    const report = await undoOnce(path, firstMorning);
    expect(report.undone).toMatchObject({ run_id: partial.run_id, kind: 'partial' });
    expect(report.checksums.schedules_before_run).toBeNull();
    expect(readTable(path, 'email_schedules')).toEqual(before);
  });
});

describe('undoRun leaves, and lists,', () => {
  const leftIds = (report: { left: { rows: readonly { schedule_id: number }[] } }) =>
    report.left.rows.map(({ schedule_id }) => schedule_id);

  it('rows that a sender has taken', async () => {
    const path = generatedOrganisation(100);
    await runOnce(path, firstMorning);
    change(
      path,
      "update email_schedules set status = 'processing' where id in (select id from sendable_emails limit 7)",
    );
    const taken = queryAll(path, "select * from email_schedules where status = 'processing' order by id");
    const report = await undoOnce(path, firstMorning);
    expect(report.left.by_reason).toEqual({ taken: 7 });
    expect(leftIds(report)).toEqual(taken.map(({ id }) => id));
    expect(queryAll(path, "select * from email_schedules where status = 'processing' order by id")).toEqual(
      taken,
    );
    expect(
      queryOne(path, "select count(*) as n from email_schedules where status = 'pre-scheduled'"),
    ).toEqual({ n: 0 });
  });

  it('rows that somebody has changed or deleted since', async () => {
    const { path, second } = await changedOrganisation();
    const [changed, deleted] = queryAll(
      path,
      `select schedule_id as id from schedule_changes where scheduler_run_id = '${second}' and change = 'update'
         and json_extract(after, '$.skip_reason') is not 'missed' limit 2`,
    ).map(({ id }) => Number(id)) as [number, number];
    change(path, `update email_schedules set email_template = 'mine' where id = ${changed}`);
    change(path, `delete from email_schedules where id = ${deleted}`);
    const report = await undoOnce(path, nextMorning);
    expect(
      report.left.rows.filter(({ reason }) => reason === 'changed_since').map((row) => row.schedule_id),
    ).toEqual([changed]);
    expect(report.left.rows.filter(({ reason }) => reason === 'gone').map((row) => row.schedule_id)).toEqual([
      deleted,
    ]);
    expect(queryOne(path, `select email_template as t from email_schedules where id = ${changed}`)).toEqual({
      t: 'mine',
    });
  });

  it('mail that may not go out today: to the suppressed, to the gone, into windows; and the rest comes back', async () => {
    const { path, second } = await changedOrganisation();
    const report = await undoOnce(path, nextMorning);
    const { by_reason } = report.left;
    expect(by_reason.suppressed).toBeGreaterThan(0);
    expect(by_reason.ineligible).toBeGreaterThan(0);
    expect(by_reason.excluded_date).toBeGreaterThan(0);
    expect(report.rows.changed_back + report.rows.brought_back).toBeGreaterThan(0);
    const listed = new Set(leftIds(report));
    const standing = queryAll(path, `select id from email_schedules where scheduler_run_id = '${second}'`);
    expect(standing.every(({ id }) => listed.has(Number(id)))).toBe(true);
  });

  it('what is past by now: a row that became `missed` stays so', async () => {
    const path = generatedOrganisation(200);
    await runOnce(path, firstMorning);
    const run = await runOnce(path, '2027-03-20T12:00:00Z');
    expect(run.writes.updated).toBeGreaterThan(0);
    const report = await undoOnce(path, '2027-03-20T12:00:00Z');
    expect(report.left.by_reason.before_today).toBeGreaterThan(0);
    const past = "status = 'pre-scheduled' and scheduled_send_date < '2027-03-20'";
    expect(queryOne(path, `select count(*) as n from email_schedules where ${past}`)).toEqual({ n: 0 });
  });

  it('a row whose identity another has taken', async () => {
    const { path, second } = await changedOrganisation();
    const [deleted] = queryAll(
      path,
      `select schedule_id as id, contact_id, before from schedule_changes
       where scheduler_run_id = '${second}' and change = 'delete'
         and contact_id in (select id from contacts where status = 'active')
         and json_extract(before, '$.campaign_instance_id') is null`,
    );
    const before = JSON.parse(String(deleted?.['before'])) as Record<string, string>;
    change(
      path,
      `insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, status)
       values (${deleted?.['contact_id']}, '${before['email_type']}', '${before['event_date']}', '2027-01-01', 'sent')`,
    );
    const report = await undoOnce(path, nextMorning);
    expect(report.left.rows.find((row) => row.schedule_id === deleted?.['id'])?.reason).toBe(
      'identity_taken',
    );
  });

  it('of mails that have become too many the least important', async () => {
    const path = generatedOrganisation(100);
    await runOnce(path, firstMorning);
    const twice = queryOne(
      path,
      `select contact_id as id, min(scheduled_send_date) as date from email_schedules
       where status = 'pre-scheduled' and scheduled_send_date > '2027-03-10' and priority >= 10 group by contact_id
       having count(*) >= 2 and max(scheduled_send_date) < date(min(scheduled_send_date), '+20 days')`,
    );
    const suppressed = { suppressed_statuses: ['active'] };
    await runOnce(path, firstMorning, suppressed);
    const sent = (target: number) =>
      `insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, status, target_id)
       values (${twice['id']}, 'newsletter', '${twice['date']}', '${twice['date']}', 'sent', ${target})`;
    change(path, `${sent(1)}; ${sent(2)}`);
    const report = await undoOnce(path, firstMorning);
    const standing = queryAll(
      path,
      `select priority from email_schedules
       where contact_id = ${twice['id']} and status = 'pre-scheduled' order by priority`,
    );
    expect(report.left.by_reason).toEqual({ frequency_limit: report.left.total });
    const left = queryOne(
      path,
      `select contact_id, priority from email_schedules where id = ${report.left.rows[0]?.schedule_id}`,
    );
    expect(left['contact_id']).toBe(twice['id']);
    expect(standing.length).toBeGreaterThan(0);
    for (const { priority } of standing) expect(Number(priority)).toBeLessThan(Number(left['priority']));
  });
});
