import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { silentObserver } from '../../src/run/run-observer.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { rejectedErrorOf } from '../store/thrown-error.ts';
import { runOnce } from '../support/run-fixture.ts';
import {
  change,
  copyDatabase,
  differences,
  firstMorning,
  generatedOrganisation,
  planOf,
  queryAll,
  queryOne,
} from './generated-organisation.ts';
import { undoOnce } from './undo-once.ts';

const small = { runs: { batch_size: 10 } };
const newest = (path: string) =>
  queryOne(path, 'select * from scheduler_checkpoints order by id desc limit 1');
const codeOf = async (promise: Promise<unknown>): Promise<string> => (await rejectedErrorOf(promise)).code;
const nothingWritten = { inserted: 0, updated: 0, deleted: 0 };

/** A clock that does something when it is first asked, and goes on by a minute each time. */
function clockFrom(start: string, onFirst: () => void = () => undefined): () => Date {
  let minutes = 0;
  return () => {
    if (minutes === 0) onFirst();
    return new Date(Date.parse(start) + 60_000 * minutes++);
  };
}

/** An observer that is told of every phase. */
const onPhase = (action: (phase: string) => void): Partial<RunOptions> => ({
  observer: { ...silentObserver, startPhase: action },
});

describe('the checkpoint of a run', () => {
  it('has the moment it took for now, when it began and ended by the clock, and who ran it', async () => {
    const path = generatedOrganisation(20);
    await runOnce(path, firstMorning, {}, { wallClock: clockFrom('2027-03-05T10:00:00Z'), runBy: 'ann' });
    const run = newest(path);
    expect(run).toMatchObject({ run_timestamp: '2027-03-01 12:00:00', run_by: 'ann' });
    expect(run['started_at']).toMatch(/^2027-03-05 10:0/);
    expect(run['completed_at']).toMatch(/^2027-03-05 10:/);
    expect(String(run['completed_at']) > String(run['started_at'])).toBe(true);
  });

  it('of a failure and of an undo has them, too', async () => {
    const path = generatedOrganisation(20);
    await runOnce(path, firstMorning);
    await undoOnce(path, firstMorning, {}, { wallClock: clockFrom('2027-03-06T10:00:00Z'), runBy: null });
    expect(newest(path)).toMatchObject({ kind: 'undo', run_by: null });
    expect(newest(path)['started_at']).toMatch(/^2027-03-06/);
    expect(newest(path)['completed_at']).toMatch(/^2027-03-06/);
    const failing = onPhase((phase) => {
      if (phase === 'verify') throw new Error('planned');
    });
    const wallClock = clockFrom('2027-03-07T10:00:00Z');
    expect(await codeOf(runOnce(path, firstMorning, {}, { ...failing, wallClock }))).toBe('INTERNAL');
    expect(newest(path)).toMatchObject({ status: 'failed', run_by: 'tester' });
    expect(newest(path)['completed_at']).toMatch(/^2027-03-07/);
  });

  it('of a run that was killed ends by the clock of the one that supersedes it', async () => {
    const path = generatedOrganisation(20);
    await runOnce(path, firstMorning);
    change(path, "update scheduler_checkpoints set status = 'applying', completed_at = null");
    await runOnce(path, firstMorning, {}, { wallClock: clockFrom('2027-03-08T10:00:00Z') });
    const [killed] = queryAll(path, 'select * from scheduler_checkpoints order by id');
    expect(killed).toMatchObject({
      status: 'superseded',
      completed_at: expect.stringMatching(/^2027-03-08/),
    });
  });
});

describe('a run whose --as-of is far from the clock', () => {
  const far = async (wallClock: string, options: Partial<RunOptions> = {}): Promise<string[]> => {
    const path = generatedOrganisation(2);
    const report = await runOnce(
      path,
      firstMorning,
      {},
      { wallClock: () => new Date(wallClock), ...options },
    );
    return report.warnings.filter((warning) => warning.startsWith('AS_OF_FAR: '));
  };

  it.each(['2027-03-02T12:00:01Z', '2027-02-28T11:59:59Z'])('says so: %s', async (clock) => {
    expect(await far(clock)).toHaveLength(1);
  });

  it.each(['2027-03-02T12:00:00Z', '2027-02-28T12:00:00Z'])('not of a day: %s', async (clock) => {
    expect(await far(clock)).toEqual([]);
  });

  it('not when it writes nothing', async () => {
    expect(await far('2027-04-01T12:00:00Z', { dryRun: true })).toEqual([]);
  });
});

describe('campaigns and suppressions', () => {
  const suppress = (path: string) => (): void =>
    change(
      path,
      "insert or ignore into suppressions (email, reason) select email, 'bounced' from contacts where email <> ''",
    );

  it.each([1_000_000, 0])(
    'are of the snapshot, in both threads (a second one from %i contacts)',
    async (threadsFrom) => {
      const path = generatedOrganisation(200);
      const wallClock = clockFrom(firstMorning, suppress(path));
      const { contacts, planned } = await runOnce(path, firstMorning, {}, { wallClock, threadsFrom });
      expect(contacts.suppressed).toBe(contacts.eligible);
      expect(Object.values(planned).reduce((sum, { pre_scheduled }) => sum + pre_scheduled, 0)).toBe(0);
    },
  );

  it.each([1_000_000, 0])(
    'that come later count at the next run (a second one from %i contacts)',
    async (threadsFrom) => {
      const [path, calm] = [generatedOrganisation(200), generatedOrganisation(200)];
      const { contacts } = await runOnce(calm, firstMorning, {}, { threadsFrom });
      let isDone = false;
      const late = onPhase((phase) => {
        if (phase !== 'plan' || isDone) return;
        isDone = true;
        suppress(path)();
      });
      const report = await runOnce(path, firstMorning, {}, { ...late, threadsFrom });
      expect(report.contacts.suppressed).toBe(contacts.suppressed);
      expect(differences(planOf(path), planOf(calm))).toEqual([]);
    },
  );
});

describe('contacts that are planned again', () => {
  it('are planned by campaigns and suppressions as they are then', async () => {
    const path = generatedOrganisation(30);
    let isDone = false;
    const advance = (): void => {
      const { n } = queryOne(
        path,
        "select count(*) as n from email_schedules where contact_id = 3 and status = 'pre-scheduled'",
      );
      if (isDone || n === 0) return;
      isDone = true;
      change(
        path,
        `insert or ignore into suppressions (email, reason) select email, 'bounced' from contacts where id = 3;
         update contacts set birth_date = '1950-06-15' where id = 3`,
      );
    };
    await runOnce(path, firstMorning, {}, { observer: { ...silentObserver, advance } });
    expect(isDone).toBe(true);
    expect(
      queryOne(
        path,
        "select count(*) as n from email_schedules where contact_id = 3 and status = 'pre-scheduled'",
      ),
    ).toEqual({ n: 0 });
  });
});

describe('the count of unchanged rows', () => {
  it('has the rows that were not touched, where another was written twice', async () => {
    const path = generatedOrganisation(1);
    await runOnce(path, firstMorning);
    const owned = "select count(*) as n from email_schedules where status in ('pre-scheduled', 'skipped')";
    const before = Number(queryOne(path, owned)['n']);
    const touch = (template: string) =>
      change(
        path,
        `update email_schedules set email_template = '${template}' where id = (
           select min(id) from email_schedules where status in ('pre-scheduled', 'skipped'));
         insert into contact_changes (contact_id, field) values (1, 'email')`,
      );
    touch('x');
    let round = 0;
    const advance = (): void => {
      if (++round <= 2) touch('y');
    };
    const { writes } = await runOnce(path, firstMorning, {}, { observer: { ...silentObserver, advance } });
    expect(writes.updated).toBeGreaterThan(1);
    expect(writes).toMatchObject({ inserted: 0, deleted: 0, unchanged: before - 1 });
  });

  it('is right when a row was written twice', async () => {
    const path = generatedOrganisation(1);
    await runOnce(path, firstMorning);
    const owned = "select count(*) as n from email_schedules where status in ('pre-scheduled', 'skipped')";
    const before = Number(queryOne(path, owned)['n']);
    let round = 0;
    const advance = (): void => {
      if (++round <= 3) change(path, `update contacts set birth_date = '1950-06-1${round}' where id = 1`);
    };
    change(path, "update contacts set birth_date = '1950-06-20' where id = 1");
    const values = { send_time: '09:00' };
    const { writes } = await runOnce(path, firstMorning, values, {
      observer: { ...silentObserver, advance },
    });
    expect(writes.updated).toBeGreaterThan(before);
    expect(writes).toMatchObject({ inserted: 0, deleted: 0, unchanged: 0 });
  });
});

describe('a run that is asked to stop', () => {
  /** Stops after so many batches. */
  function stopAfter(batches: number, reason = 'SIGINT'): Partial<RunOptions> {
    const controller = new AbortController();
    let isApplying = false;
    let done = 0;
    const startPhase = (phase: string): void => {
      isApplying = phase === 'apply';
    };
    const advance = (): void => {
      if (isApplying && ++done === batches) controller.abort(reason);
    };
    return { signal: controller.signal, observer: { ...silentObserver, startPhase, advance } };
  }

  it.each([1_000_000, 0])(
    'ends between two batches; the next run finishes the work (a second thread from %i contacts)',
    async (threadsFrom) => {
      const path = generatedOrganisation(200);
      const calm = copyDatabase(path);
      await runOnce(calm, firstMorning, small);
      const stopped = await rejectedErrorOf(
        runOnce(path, firstMorning, small, { ...stopAfter(1), threadsFrom }),
      );
      expect(stopped).toMatchObject({ code: 'STOPPED', exitCode: 130 });
      expect(stopped.message).toContain('SIGINT');
      expect(stopped.message).not.toContain('\n');
      expect(newest(path)).toMatchObject({
        status: 'stopped',
        error_message: expect.stringMatching(/^STOPPED: /),
      });
      const written = planOf(path).length;
      expect(written).toBeGreaterThan(0);
      expect(written).toBeLessThan(planOf(calm).length);
      await runOnce(path, firstMorning, small);
      expect(differences(planOf(path), planOf(calm))).toEqual([]);
      expect((await runOnce(path, firstMorning, small)).writes).toMatchObject(nothingWritten);
    },
  );

  it('before it has begun to write writes nothing', async () => {
    const path = generatedOrganisation(200);
    const before = planOf(path);
    const signal = AbortSignal.abort('SIGTERM');
    expect(await codeOf(runOnce(path, firstMorning, small, { signal }))).toBe('STOPPED');
    expect(planOf(path)).toEqual(before);
    expect(newest(path)).toMatchObject({ status: 'stopped' });
  });

  it('too late is completed', async () => {
    const path = generatedOrganisation(5);
    await runOnce(path, firstMorning, {}, stopAfter(1));
    expect(newest(path)).toMatchObject({ status: 'completed' });
  });

  it('in an undo ends between two batches; repeating it goes on', async () => {
    const path = generatedOrganisation(200);
    const before = planOf(path);
    await runOnce(path, firstMorning);
    const controller = new AbortController();
    const observer = { ...silentObserver, advance: () => controller.abort('SIGINT') };
    const stopped = undoOnce(path, firstMorning, small, { signal: controller.signal, observer });
    expect(await codeOf(stopped)).toBe('STOPPED');
    expect(newest(path)).toMatchObject({ kind: 'undo', status: 'stopped' });
    expect(planOf(path).length).toBeGreaterThan(before.length);
    await undoOnce(path, firstMorning, small);
    expect(planOf(path)).toEqual(before);
  });
});

describe('a dry run', () => {
  it('leaves a write-ahead log as a killed program has left it', async () => {
    const source = generatedOrganisation(20);
    const path = temporaryPath();
    {
      using db = openDatabase(source, { mode: 'read-write' });
      db.exec("update contacts set last_name = 'Wal' where id = 1");
      for (const suffix of ['', '-wal']) copyFileSync(`${source}${suffix}`, `${path}${suffix}`);
    }
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    expect(log.length).toBeGreaterThan(0);
    const report = await runOnce(path, firstMorning, {}, { dryRun: true });
    expect(report.contacts.total).toBe(20);
    expect(readFileSync(path).equals(file)).toBe(true);
    expect(readFileSync(`${path}-wal`).equals(log)).toBe(true);
  });

  it('reads what another program has committed and not yet copied, and leaves nothing behind otherwise', async () => {
    const path = generatedOrganisation(20);
    {
      using db = openDatabase(path, { mode: 'read-write' });
      db.exec('delete from contacts where id > 10; delete from email_schedules where contact_id > 10');
      expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
      expect((await runOnce(path, firstMorning, {}, { dryRun: true })).contacts.total).toBe(10);
    }
    await runOnce(path, firstMorning, {}, { dryRun: true });
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
