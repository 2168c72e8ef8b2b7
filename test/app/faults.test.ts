import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { silentObserver } from '../../src/run/run-observer.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import type { RunReport } from '../../src/run/run-report.ts';
import { exitCodeOf } from '../../src/run/run-report.ts';
import { verifySchedule } from '../../src/run/verify-schedule.ts';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import { startChild, startChildWithFileLimit } from '../store/child-process.ts';
import { filledDatabase } from '../store/filled-database.ts';
import { makeReadOnly, mayMount, smallDisk } from '../store/small-disk.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { rejectedErrorOf } from '../store/thrown-error.ts';
import { writeProtected } from '../store/write-protected.ts';
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
  queryOne,
} from './generated-organisation.ts';
import { startTask } from './kill-child.ts';
import { undoOnce } from './undo-once.ts';

const small = { runs: { batch_size: 100 } };
const lastStatus = (path: string) =>
  queryOne(path, 'select status, error_message from scheduler_checkpoints order by id desc limit 1');
const codeOf = async (promise: Promise<unknown>): Promise<string> => (await rejectedErrorOf(promise)).code;
const nothing = { inserted: 0, updated: 0, deleted: 0 };

/** An observer that does something once, when a phase begins. */
function whenPhaseBegins(phase: string, action: () => void): Partial<RunOptions> {
  let isDone = false;
  const startPhase = (name: string): void => {
    if (name !== phase || isDone) return;
    isDone = true;
    action();
  };
  return { observer: { ...silentObserver, startPhase } };
}

describe('a full disk', () => {
  it('ends the run as failed, or open, with whole batches; when there is space, the next one finishes the work', async () => {
    const path = generatedOrganisation(1_000);
    const calm = copyDatabase(path);
    await runOnce(calm, firstMorning, small);
    const limit = Math.ceil(statSync(path).size / 1024) + 200;
    const task = { kind: 'run', database: path, asOf: firstMorning, runId: 'full' };
    const values = { ...small, retry: { max_attempts: 2, base_delay_ms: 1 } };
    const child = startChildWithFileLimit(limit, './run-child.ts', import.meta.url, [
      JSON.stringify({ ...task, values }),
    ]);
    const { output } = await child.ended();
    expect(output).toMatch(/^(DISK_FULL|STORE_FAILED) /m);
    expect(integrityOf(path)).toBe('ok');
    expect(planOf(path).length).toBeLessThan(planOf(calm).length);
    await runOnce(path, firstMorning, small);
    expect(differences(planOf(path), planOf(calm))).toEqual([]);
    expect(['failed', 'superseded']).toContain(
      queryOne(path, "select status from scheduler_checkpoints where scheduler_run_id = 'full'")['status'],
    );
  });

  it.skipIf(!mayMount)('a really full one, too', async () => {
    const original = generatedOrganisation(1_000);
    const calm = copyDatabase(original);
    await runOnce(calm, firstMorning, small);
    const disk = smallDisk(Math.ceil(statSync(original).size / 1024) + 700);
    const path = copyDatabase(original, join(disk, 'org.db'));
    const values = { ...small, retry: { max_attempts: 2, base_delay_ms: 1 } };
    expect(await codeOf(runOnce(path, firstMorning, values))).toBe('DISK_FULL');
    const rescued = temporaryPath();
    for (const suffix of ['', '-wal']) {
      if (existsSync(`${path}${suffix}`)) copyFileSync(`${path}${suffix}`, `${rescued}${suffix}`);
    }
    expect(integrityOf(rescued)).toBe('ok');
    await runOnce(rescued, firstMorning, small);
    expect(differences(planOf(rescued), planOf(calm))).toEqual([]);
  });

  it.skipIf(!mayMount)('for the backup means that nothing is written', async () => {
    const path = generatedOrganisation(300);
    const backup = { directory: smallDisk(100) };
    expect(await codeOf(runOnce(path, firstMorning, { backup }, { backup: true }))).toBe('BACKUP_FAILED');
    expect(
      queryOne(path, "select count(*) as n from email_schedules where status = 'pre-scheduled'"),
    ).toEqual({ n: 0 });
    expect(lastStatus(path)['status']).toBe('failed');
  });
});

describe('a failing backup', () => {
  it('ends the run before it writes', async () => {
    const path = generatedOrganisation(100);
    const before = readTable(path, 'email_schedules');
    const backup = { directory: '/dev/null/backups' };
    expect(await codeOf(runOnce(path, firstMorning, { backup }, { backup: true }))).toBe('BACKUP_FAILED');
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect(readTable(path, 'contact_issues')).toEqual([]);
    expect(lastStatus(path)).toMatchObject({
      status: 'failed',
      error_message: expect.stringContaining('BACKUP_FAILED'),
    });
  });
});

describe('a file that cannot be written', () => {
  it('is READ_ONLY to a run', async () => {
    const path = copyDatabase(generatedOrganisation(100));
    let running: Promise<unknown> = Promise.resolve();
    // It is refused before it waits for anything.
    writeProtected(dirname(path), () => {
      running = runOnce(path, firstMorning);
      running.catch(() => undefined);
    });
    expect(await codeOf(running)).toBe('READ_ONLY');
    expect(readdirSync(dirname(path))).toEqual(['org.db']);
  });

  it.skipIf(!mayMount)(
    'is READ_ONLY also on a read-only disk, where a dry run plans all the same',
    async () => {
      const disk = smallDisk(4_000);
      const path = copyDatabase(generatedOrganisation(100), join(disk, 'org.db'));
      makeReadOnly(disk);
      expect(await codeOf(runOnce(path, firstMorning))).toBe('READ_ONLY');
      expect((await runOnce(path, firstMorning, {}, { dryRun: true })).writes.inserted).toBeGreaterThan(100);
    },
  );
});

describe('what is no org database', () => {
  it.each([
    ['text', (path: string) => writeFileSync(path, 'no database '.repeat(1_000)), 'NOT_A_DATABASE'],
    ['an empty file', (path: string) => writeFileSync(path, ''), 'NOT_A_DATABASE'],
    ['nothing', () => undefined, 'NO_SUCH_FILE'],
    ["another program's database", makeForeignDatabase, 'NOT_A_DATABASE'],
    ['a folder', (path: string) => mkdirSync(path), 'NOT_A_DATABASE'],
  ])('%s is refused and left as it is', async (_, make, code) => {
    const path = temporaryPath();
    make(path);
    const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path) : undefined;
    expect(await codeOf(runOnce(path, firstMorning))).toBe(code);
    expect(await codeOf(runOnce(path, firstMorning, {}, { dryRun: true }))).toBe(code);
    if (before !== undefined) expect(readFileSync(path).equals(before)).toBe(true);
    if (code === 'NO_SUCH_FILE') expect(readdirSync(dirname(path))).toEqual([]);
  });

  it.each([
    [0, 'SCHEMA_TOO_OLD'],
    [99, 'SCHEMA_TOO_NEW'],
  ])('nor one of schema %i', async (version, code) => {
    const path = filledDatabase(10);
    change(path, `pragma user_version = ${version}`);
    const error = await rejectedErrorOf(runOnce(path, firstMorning));
    expect(error.code).toBe(code);
    expect(error.exitCode).toBe(2);
    expect(error.message).toContain(code === 'SCHEMA_TOO_OLD' ? 'sendwindow init' : 'newer sendwindow');
  });

  it.each([1, 1e9])('nor one that is damaged, with threads from %d contacts on', async (threadsFrom) => {
    const path = generatedOrganisation(1_000);
    await runOnce(path, firstMorning);
    const bytes = readFileSync(copyDatabase(path));
    // Every page that holds whole mails (the schema comes before them), so that both halves of the contacts are hit.
    for (let page = 50 * 4096; page < bytes.length; page += 4096) {
      if (bytes.subarray(page, page + 4096).includes('08:30:00')) bytes.fill(0xa5, page, page + 8);
    }
    writeFileSync(path, bytes);
    for (const asOf of [firstMorning, '2027-04-01T12:00:00Z']) {
      const task = { kind: 'run', database: path, asOf, runId: `damaged ${asOf}`, threadsFrom };
      const child = startChild('./run-child.ts', import.meta.url, [JSON.stringify(task)]);
      const { code, output } = await child.ended();
      expect(output).toMatch(/^CORRUPT /m);
      expect(code).toBe(0);
    }
  });

  it('nor one that is cut off', async () => {
    const path = copyDatabase(generatedOrganisation(1_000));
    truncateSync(path, Math.floor(statSync(path).size / 8192) * 4096);
    expect(await codeOf(runOnce(path, firstMorning))).toBe('CORRUPT');
  });
});

function makeForeignDatabase(path: string): void {
  const db = new DatabaseSync(path);
  db.exec('create table t (a)');
  db.close();
}

describe('a second writer', () => {
  it('that holds the database for seconds is waited for', async () => {
    const path = generatedOrganisation(200);
    const holder = startChild('../store/hold-database.ts', import.meta.url, [path, '1500']);
    await holder.nextLine();
    const report = await runOnce(path, firstMorning);
    expect(report.writes.inserted).toBeGreaterThan(100);
    expect((await holder.ended()).code).toBe(0);
    expect(queryOne(path, 'select count(*) as n from holds')).toEqual({ n: 1 });
  });

  it('that begins while the run writes is waited for, too', async () => {
    const path = generatedOrganisation(500);
    const run = startTask({
      kind: 'run',
      database: path,
      asOf: firstMorning,
      values: small,
      runId: 'r',
      pauseMs: 100,
    });
    while (!(await run.nextLine()).startsWith('apply'));
    const holder = startChild('../store/hold-database.ts', import.meta.url, [path, '1000']);
    expect((await run.ended()).output).toMatch(/^done /m);
    expect((await holder.ended()).code).toBe(0);
    expect((await runOnce(path, firstMorning, small)).writes).toMatchObject(nothing);
  });
});

describe('two runs at once', () => {
  it('are one: the second stops and names the first', async () => {
    const path = generatedOrganisation(100);
    const before = readTable(path, 'email_schedules');
    const holder = {
      pid: 4711,
      host: 'host-1',
      command: 'sendwindow run --replan',
      startedAt: '2027-03-01 11:59:00',
    };
    using _lock = acquireRunLock(path, holder);
    const error = await rejectedErrorOf(runOnce(path, firstMorning));
    expect(error.code).toBe('LOCKED');
    expect(error.exitCode).toBe(3);
    for (const part of ['4711', 'host-1', 'sendwindow run --replan']) expect(error.message).toContain(part);
    expect(readTable(path, 'email_schedules')).toEqual(before);
    expect(readTable(path, 'scheduler_checkpoints')).toEqual([]);
    expect((await runOnce(path, firstMorning, {}, { dryRun: true })).writes.inserted).toBeGreaterThan(0);
  });
});

describe('a clock that is set back between two runs', () => {
  it('loses no mail, plans none twice and breaks no rule; set right again, neither', async () => {
    const path = generatedOrganisation(300);
    await runOnce(path, '2027-03-20T12:00:00Z');
    for (const asOf of [
      '2027-03-05T12:00:00Z',
      '2027-03-20T12:00:00Z',
      '2026-12-31T23:59:59Z',
      '2027-03-20T12:00:00Z',
    ]) {
      const report = await runOnce(path, asOf);
      expect(report.violations).toEqual([]);
      const request = {
        asOf: Temporal.Instant.from(asOf),
        settings: { layers: [] },
        observer: silentObserver,
      };
      expect((await verifySchedule({ database: path, ...request })).violations.rows).toEqual([]);
      expect((await runOnce(path, asOf)).writes).toMatchObject({ inserted: 0 });
    }
    const twins = `select a.id from email_schedules a join email_schedules b
      on a.contact_id = b.contact_id and a.email_type = b.email_type and a.id < b.id
      where a.status = 'pre-scheduled' and b.status = 'pre-scheduled' and a.email_type in ('birthday', 'aep', 'effective_date')
        and abs(julianday(a.event_date) - julianday(b.event_date)) <= 90`;
    expect(queryAll(path, twins)).toEqual([]);
  });
});

const overtaken = ({ warnings }: RunReport): string[] =>
  warnings.filter((text) => text.startsWith('OVERTAKEN'));

describe('a run in the future by mistake', () => {
  it('can be taken back: what is in the future is as it was', async () => {
    const path = generatedOrganisation(300);
    await runOnce(path, firstMorning);
    const before = planOf(path);
    expect((await runOnce(path, '2027-03-20T12:00:00Z')).writes.updated).toBeGreaterThan(0);
    expect((await undoOnce(path, firstMorning)).left.total).toBe(0);
    expect(differences(planOf(path), before)).toEqual([]);
    change(path, 'delete from holds');
    expect((await runOnce(path, firstMorning)).writes).toMatchObject(nothing);
  });
});

describe('contacts that are changed during the run', () => {
  it.each([1, 1e9])(
    'are planned again by the same run, with threads from %d contacts on',
    async (threadsFrom) => {
      const path = generatedOrganisation(300);
      await runOnce(path, firstMorning, { ...small, timing: { birthday_email_days_before: 10 } });
      const calm = copyDatabase(path);
      const changes = `
      update contacts set birth_date = date(birth_date, '+40 days') where id % 10 = 1;
      update contacts set zip_code = '90210', state = 'CA' where id % 10 = 2;
      update contacts set email = 'no address' where id % 10 = 3;
      update contacts set status = 'unsubscribed' where id % 10 = 4;
      delete from contacts where id % 50 = 5`;
      const options = { threadsFrom, ...whenPhaseBegins('apply', () => change(path, changes)) };
      const report = await runOnce(path, firstMorning, small, options);
      expect(overtaken(report)).toEqual([]);
      change(calm, changes);
      await runOnce(calm, firstMorning, small);
      const identities = (database: string) =>
        queryAll(
          database,
          'select contact_id, email_type, event_date, ideal_send_date from email_schedules order by 1, 2, 3',
        );
      expect(identities(path)).toEqual(identities(calm));
      const request = {
        asOf: Temporal.Instant.from(firstMorning),
        settings: { layers: [] },
        observer: silentObserver,
      };
      expect((await verifySchedule({ database: path, ...request })).violations.rows).toEqual([]);
      expect((await runOnce(path, firstMorning, small)).writes).toMatchObject(nothing);
    },
  );

  it('are left alone by a partial run that is not about them', async () => {
    const path = generatedOrganisation(60);
    await runOnce(path, firstMorning);
    const others = (): unknown =>
      readTable(path, 'email_schedules').filter(({ contact_id }) => contact_id !== 7);
    const before = others();
    const values = { timing: { birthday_email_days_before: 20 } };
    const changes = "update contacts set birth_date = '1951-07-04' where id in (7, 8, 9)";
    const options = { contacts: [7], ...whenPhaseBegins('apply', () => change(path, changes)) };
    await runOnce(path, firstMorning, values, options);
    expect(others()).toEqual(before);
    const birthday = queryOne(
      path,
      "select event_date from email_schedules where contact_id = 7 and email_type = 'birthday' and event_date > '2027-03-01'",
    );
    expect(birthday).toEqual({ event_date: '2027-07-04' });
  });

  it('by an importer that never rests are left to the next run, and the report says so', async () => {
    const path = generatedOrganisation(100);
    await runOnce(path, firstMorning);
    let round = 0;
    const startPhase = (phase: string): void => {
      if (phase === 'apply')
        change(
          path,
          `update contacts set birth_date = '195${round++ % 10}-07-0${1 + (round % 9)}' where id = 7`,
        );
    };
    const values = { timing: { birthday_email_days_before: 20 } };
    const report = await runOnce(path, firstMorning, values, { observer: { ...silentObserver, startPhase } });
    expect(overtaken(report)).toEqual([expect.stringMatching(/: 1 contacts .*\(7\)/)]);
    expect(overtaken(await runOnce(path, firstMorning, values))).toEqual([]);
    expect((await runOnce(path, firstMorning, values)).writes).toMatchObject(nothing);
  });
});

describe('a batch that fails', () => {
  const trigger = (
    condition: string,
  ) => `create trigger refuse before insert on email_schedules when ${condition}
    begin select raise(abort, 'refused by a trigger'); end`;

  const withoutWaiting = { ...small, retry: { max_attempts: 2, base_delay_ms: 1 } };

  it('is written without the contact that cannot be; the next run finishes the work', async () => {
    const path = generatedOrganisation(1_000);
    const calm = copyDatabase(path);
    await runOnce(calm, firstMorning, small);
    change(path, trigger('new.contact_id = 555'));
    const report = await runOnce(path, firstMorning, withoutWaiting);
    expect(report).toMatchObject({
      status: 'held_back',
      unwritten: [{ contact: 555, reason: expect.stringMatching(/^STORE_FAILED: .*refused by a trigger/) }],
    });
    expect(exitCodeOf(report)).toBe(4);
    expect(lastStatus(path)).toMatchObject({ status: 'completed' });
    const others = planOf(calm).filter((row) => row['contact_id'] !== 555);
    expect(planOf(path).filter((row) => row['contact_id'] !== 555)).toEqual(others);
    expect(planOf(path).length).toBeLessThan(planOf(calm).length);
    change(path, 'drop trigger refuse');
    const next = await runOnce(path, firstMorning, small);
    expect(next).toMatchObject({ status: 'completed', writes: { updated: 0, deleted: 0 } });
    expect(planOf(path)).toHaveLength(planOf(calm).length);
  });

  it('writes all of a contact or nothing, also one whose rows and issues are written apart', async () => {
    const path = generatedOrganisation(300);
    change(path, "update contacts set effective_date = 'soon' where id = 111");
    change(path, trigger("new.contact_id = 111 and new.email_type = 'birthday'"));
    const report = await runOnce(path, firstMorning, withoutWaiting);
    expect(report.unwritten.map(({ contact }) => contact)).toEqual([111]);
    const written = 'select count(*) as n from contact_issues where contact_id = 111';
    expect(queryOne(path, written)).toEqual({ n: 0 });
    change(path, 'drop trigger refuse');
    await runOnce(path, firstMorning);
    expect(queryOne(path, written)).toEqual({ n: 1 });
  });

  it('still takes mail away from everybody else', async () => {
    const path = generatedOrganisation(300);
    await runOnce(path, firstMorning);
    change(
      path,
      `create trigger refuse before update on email_schedules when old.contact_id = 20
       begin select raise(abort, 'refused by a trigger'); end;
       update contacts set status = 'unsubscribed' where id between 10 and 30`,
    );
    const report = await runOnce(path, firstMorning, withoutWaiting);
    expect(report.unwritten.map(({ contact }) => contact)).toEqual([20]);
    const standing = `select distinct contact_id as id from email_schedules
      where status = 'pre-scheduled' and contact_id between 10 and 30 order by 1`;
    expect(queryAll(path, standing)).toEqual([{ id: 20 }]);
  });

  it('of a fault that meets everybody ends the run as failed', async () => {
    const path = generatedOrganisation(1_300);
    const before = planOf(path).length;
    change(path, trigger('1'));
    expect(await codeOf(runOnce(path, firstMorning, withoutWaiting))).toBe('STORE_FAILED');
    expect(lastStatus(path)).toMatchObject({ status: 'failed' });
    expect(planOf(path)).toHaveLength(before);
  });

  it('for a moment only is tried again, after waiting twice as long each time', async () => {
    const path = generatedOrganisation(300);
    change(path, trigger('exists (select 1 from config_versions)'));
    change(
      path,
      "insert into config_versions (config_type, config_data, valid_from) values ('test', '{}', '2020-01-01')",
    );
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => {
      if (waits.push(milliseconds) === 3) change(path, 'delete from config_versions');
    };
    const report = await runOnce(
      path,
      firstMorning,
      { retry: { max_attempts: 8, base_delay_ms: 20 } },
      { wait },
    );
    expect(waits).toEqual([20, 40, 80]);
    expect(report.batches.retried).toBe(3);
    expect(report.unwritten).toEqual([]);
    expect(report.writes.inserted).toBeGreaterThan(100);
    expect((await runOnce(path, firstMorning)).writes).toMatchObject(nothing);
  });
});
