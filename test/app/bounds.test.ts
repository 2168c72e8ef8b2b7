import { copyFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../../src/cli/run-command-line.ts';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { silentObserver } from '../../src/run/run-observer.ts';
import type { RunOptions } from '../../src/run/run-options.ts';
import { mostRows } from '../../src/store/email-schedules.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { createIo } from '../support/io-builder.ts';
import { createOrgDatabase, readTable, runOnce } from '../support/run-fixture.ts';

const asOf = '2027-03-01T12:00:00Z';
const never = 1_000_000_000;

function execute(path: string, sql: string): void {
  using db = openDatabase(path, { mode: 'read-write' });
  db.exec(sql);
}

/** An organisation of Texas, whose birthdays are all over the year. */
function organisationOf(contacts: number, effectiveDate: string | null = null): string {
  const path = temporaryPath();
  createOrgDatabase(path, {
    contacts: Array.from({ length: contacts }, (_, i) => ({
      id: i + 1,
      email: `person${i}@example.com`,
      zip_code: '75001',
      birth_date: `1960-${String(1 + (i % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}`,
      effective_date: effectiveDate,
    })),
  });
  return path;
}

function copyOf(path: string): string {
  const copy = temporaryPath();
  copyFileSync(path, copy);
  return copy;
}

/** What is planned, without what differs from run to run. */
const planOf = (path: string, contactId?: number) =>
  readTable(path, 'email_schedules')
    .filter((row) => contactId === undefined || row['contact_id'] === contactId)
    .map((row) =>
      [
        'contact_id',
        'email_type',
        'event_date',
        'scheduled_send_date',
        'status',
        'skip_reason',
        'adjustment',
      ].map((name) => row[name]),
    )
    .sort();

/** Something is done to the database when a phase begins for the first time. */
const during = (phase: string, act: () => void): Partial<RunOptions> => {
  let isDone = false;
  const startPhase = (started: string): void => {
    if (started !== phase || isDone) return;
    isDone = true;
    act();
  };
  return { observer: { ...silentObserver, startPhase } };
};

describe('contacts that are changed while a run is under way', () => {
  const change = `update contacts set birth_date = date(birth_date, '+100 days') where id % 3 <> 0`;

  it('are planned as if they had been so from the start', async () => {
    const values = { load_balancing: { daily_send_percentage_cap: 1 } };
    const path = organisationOf(60);
    const changedBefore = copyOf(path);
    execute(changedBefore, change);
    await runOnce(changedBefore, asOf, values);
    await runOnce(
      path,
      asOf,
      values,
      during('balance', () => execute(path, change)),
    );
    expect(planOf(path)).toEqual(planOf(changedBefore));
  });

  it('are planned on two threads where they are many, to the same end', async () => {
    const alone = organisationOf(60, '2020-12-01');
    await runOnce(alone, asOf);
    const together = copyOf(alone);
    const phases: string[] = [];
    for (const [path, threadsFrom] of [
      [alone, never],
      [together, 10],
    ] as const) {
      const options = during('balance', () => execute(path, change));
      const report = await runOnce(path, asOf, {}, { ...options, threadsFrom });
      phases.push(report.status);
    }
    expect(phases).toEqual(['completed', 'completed']);
    expect(planOf(together)).toEqual(planOf(alone));
    // Nothing is left to do for the next run.
    expect((await runOnce(together, asOf)).writes).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
  });

  it('may be gone', async () => {
    const path = organisationOf(20);
    const act = () => execute(path, 'delete from contacts where id > 10');
    const report = await runOnce(path, asOf, {}, during('balance', act));
    expect(report.status).toBe('completed');
    expect(planOf(path).every(([id]) => Number(id) <= 10)).toBe(true);
  });
});

describe('a partial run where mail was smoothed over a wide window', () => {
  const wide = {
    load_balancing: { ed_smoothing_window_days: 365, ed_daily_soft_limit: 10, ed_percentage_of_daily_cap: 1 },
  };
  const narrow = { load_balancing: { ...wide.load_balancing, ed_smoothing_window_days: 5 } };

  it.each<[string, ConfigurationValues]>([
    ['by the settings in force', wide],
    ['by older settings', narrow],
  ])('equals a full one: %s', async (_, values) => {
    const full = organisationOf(250, '2020-12-15');
    execute(full, 'update contacts set effective_date = null where id > 15');
    await runOnce(full, asOf, wide);
    const newcomer =
      "insert into contacts (id, email, zip_code, effective_date) values (999, 'n@example.com', '75001', '2020-12-15')";
    execute(full, newcomer);
    const partial = copyOf(full);
    await runOnce(full, asOf, values);
    await runOnce(partial, asOf, values, { contacts: [999] });
    expect(planOf(partial, 999)).toEqual(planOf(full, 999));
    expect(planOf(full, 999).map((row) => row.at(-1))).toContain('smoothed');
  });
});

describe('a partial run of contacts on many dates', () => {
  it('equals a full one', async () => {
    const values = {
      load_balancing: {
        daily_send_percentage_cap: 1,
        ed_smoothing_window_days: 9,
        ed_daily_soft_limit: 3,
        ed_percentage_of_daily_cap: 1,
      },
    };
    const full = organisationOf(250);
    // Three or four on each of twenty dates: a newcomer makes the difference on some of them.
    execute(
      full,
      "update contacts set effective_date = date('2020-06-01', (id % 20) || ' days') where id <= 70",
    );
    await runOnce(full, asOf, values);
    execute(
      full,
      `insert into contacts (id, email, zip_code, effective_date)
       select id + 1000, 'n' || id || '@example.com', '75001', effective_date from contacts where id <= 20`,
    );
    const partial = copyOf(full);
    await runOnce(full, asOf, values);
    const contacts = Array.from({ length: 20 }, (_, i) => 1001 + i);
    await runOnce(partial, asOf, values, { contacts });
    const ofNewcomers = (path: string) => planOf(path).filter(([id]) => Number(id) > 1000);
    expect(ofNewcomers(partial)).toEqual(ofNewcomers(full));
    const effective = ofNewcomers(full).filter(([, type]) => type === 'effective_date');
    expect(new Set(effective.map((row) => row.at(-1)))).toEqual(new Set(['smoothed', null]));
  });
});

describe('a contact with more rows than are read at once', () => {
  const tooMany = (contactId: number): string =>
    `with recursive n (i) as (select 1 union all select i + 1 from n where i <= ${mostRows})
     insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, status, parent_email_id)
     select ${contactId}, 'birthday', '2027-06-01', '2027-05-18', 'pre-scheduled', i from n`;

  it('is not planned but reported, and everybody else is planned', async () => {
    const path = organisationOf(5);
    execute(path, tooMany(3));
    const report = await runOnce(path, asOf);
    expect(report.status).toBe('held_back');
    expect(report.contacts).toMatchObject({ total: 5, eligible: 4, ineligible: 1 });
    expect(report.unwritten).toMatchObject([{ contact: 3, reason: expect.stringMatching(/^TOO_MANY_ROWS/) }]);
    expect(report.warnings).toContainEqual(expect.stringMatching(/^TOO_MANY_ROWS: 1 contacts \(3\)/));
    expect(new Set(planOf(path).map(([id]) => id))).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(planOf(path, 3)).toHaveLength(mostRows + 1);
    const partial = await runOnce(path, asOf, {}, { contacts: [3] });
    expect(partial.unwritten).toMatchObject([{ contact: 3 }]);
    const { io, written } = createIo();
    expect(await run(['explain', path, '3'], io)).toBe(4);
    expect(written.error).toMatch(/^TOO_MANY_ROWS/);
    expect(await run(['verify', path], io)).toBe(4);
    expect(written.out).toMatch(/^TOO_MANY_ROWS: 1 contacts .* \(3\)/);
  });

  it('is a warning if it is gone: nobody gets its mail', async () => {
    const path = organisationOf(5);
    execute(path, tooMany(7));
    const report = await runOnce(path, asOf, {}, { threadsFrom: 1 });
    expect(report.status).toBe('completed');
    expect(report.warnings).toContainEqual(expect.stringMatching(/^TOO_MANY_ROWS: 1 ids .* \(7\)/));
    expect(planOf(path, 7)).toHaveLength(mostRows + 1);
  });
});
