import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { createOrgDatabase, readTable, runOnce, temporaryFolder } from '../../support/run-fixture.ts';

const asOf = '2027-01-05T15:00:00Z';

function organisation(path: string): void {
  createOrgDatabase(path, {
    contacts: [1, 2, 3].map((id) => ({
      id,
      email: `p${id}@example.com`,
      zip_code: '75001',
      birth_date: '1958-02-17',
    })),
  });
}

function execute(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
}

const marks = (path: string) => readTable(path, 'stale_marks').map(({ kind, id }) => `${kind} ${id}`);
const offered = (path: string) => [
  ...new Set(readTable(path, 'sendable_emails').map(({ contact_id }) => contact_id)),
];

describe('a run and the stale marks', () => {
  /** An observer that changes the database whenever a plan has been read: what an importer does meanwhile. */
  const whenRead = (change: () => void) => ({
    startPhase: (phase: string) => {
      if (phase === 'verify') change();
    },
    advance: () => undefined,
    log: () => undefined,
  });

  test('a full run clears what it has read, and what it has planned again because it was changed meanwhile', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    execute(path, "update contacts set phone_number = '5551234567' where id = 1");
    expect(offered(path)).toEqual([2, 3]);
    let changes = 0;
    const observer = whenRead(() => {
      if (changes++ === 0) execute(path, "update contacts set phone_number = '5559999999' where id = 2");
    });
    await runOnce(path, asOf, {}, { observer });
    expect(changes).toBe(2);
    expect(marks(path)).toEqual([]);
    expect(offered(path)).toEqual([1, 2, 3]);
  });

  test('a contact that is changed each time it is planned stays stale', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    let changes = 0;
    const observer = whenRead(() => {
      execute(path, `update contacts set phone_number = '555${1000000 + ++changes}' where id = 2`);
    });
    const { warnings } = await runOnce(path, asOf, {}, { observer });
    expect(warnings.filter((text) => text.startsWith('OVERTAKEN'))).toHaveLength(1);
    expect(marks(path)).toEqual(['contact 2']);
    await runOnce(path, asOf);
    expect(marks(path)).toEqual([]);
  });

  test('a contact that is planned again and cannot be written stays stale', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    execute(
      path,
      `create trigger refuse before update on email_schedules when new.contact_id = 2
       begin select raise(abort, 'not this one'); end`,
    );
    let changes = 0;
    const observer = whenRead(() => {
      if (changes++ === 0) execute(path, "update contacts set birth_date = '1958-04-01' where id in (2, 3)");
    });
    const { unwritten } = await runOnce(path, asOf, {}, { observer });
    expect(unwritten.map(({ contact }) => contact)).toEqual([2]);
    expect(marks(path)).toEqual(['contact 2']);
  });

  test('a contact that is passed over, since it has too many rows, stays stale', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    execute(
      path,
      `insert into contact_issues (contact_id, issue, first_seen_run_id)
       with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < 10001)
       select 2, 'issue ' || n, 'x' from numbers`,
    );
    execute(path, "update contacts set phone_number = '5551234567' where id = 1");
    let changes = 0;
    const observer = whenRead(() => {
      if (changes++ === 0)
        execute(path, "update contacts set phone_number = '5559999999' where id in (2, 3)");
    });
    const { unwritten } = await runOnce(path, asOf, {}, { observer });
    expect(unwritten.map(({ contact }) => contact)).toEqual([2]);
    expect(marks(path)).toEqual(['contact 2']);
  });

  test('a partial run clears the marks of its contacts alone', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    execute(path, "update contacts set phone_number = '5551234567'");
    await runOnce(path, asOf, {}, { contacts: [2] });
    expect(marks(path)).toEqual(['contact 1', 'contact 3']);
    expect(offered(path)).toEqual([2]);
  });

  test('a dry run neither marks nor clears', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    execute(path, "update contacts set phone_number = '5551234567' where id = 1");
    await runOnce(path, asOf, { on_missing_anchor: 'send' }, { dryRun: true });
    expect(marks(path)).toEqual(['contact 1']);
  });

  test.each([
    { on_missing_anchor: 'send' as const },
    { suppressed_statuses: ['gone'] },
    { zip_states: { '75001': 'OK' } },
    { state_rules: { TX: null, AK: { type: 'year_round' as const } } },
  ])('settings that count make everything stale until a run of all contacts: %j', async (values) => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    await runOnce(path, asOf, values, { contacts: [1] });
    expect(marks(path)).toEqual(['everything 0']);
    expect(offered(path)).toEqual([]);
    await runOnce(path, asOf, values);
    expect(marks(path)).toEqual([]);
    await runOnce(path, asOf, values);
    expect(marks(path)).toEqual([]);
  });

  test('settings that only place again make nothing stale', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf);
    await runOnce(path, asOf, { horizon_days: 30 }, { contacts: [1] });
    expect(marks(path)).toEqual([]);
  });

  test('a run whose checkpoint is off keeps statuses and marks all the same', async () => {
    using folder = temporaryFolder();
    const path = `${folder.path}/org.db`;
    organisation(path);
    await runOnce(path, asOf, { suppressed_statuses: ['Gone '] }, { checkpoint: false });
    expect(readTable(path, 'suppressed_statuses')).toEqual([{ status: 'gone' }]);
    execute(path, "update contacts set phone_number = '5551234567' where id = 1");
    await runOnce(path, asOf, { suppressed_statuses: ['Gone '] }, { checkpoint: false });
    expect(marks(path)).toEqual([]);
  });
});
