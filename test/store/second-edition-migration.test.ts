import { linkSync, symlinkSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { prepareHolds } from '../../src/store/holds.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { loadMigrations } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { openForHold } from '../../src/store/open-for-hold.ts';
import { temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';

/** A database of an older schema with these rows, brought to the current one. */
function upgraded(sql: string, schema = 2): DatabaseSync {
  const path = temporaryPath();
  migrateDatabase(path, loadMigrations().slice(0, schema));
  const old = new DatabaseSync(path);
  old.exec(sql);
  old.close();
  migrateDatabase(path);
  return openDatabase(path, { mode: 'read-write' });
}

const tableSql = (db: DatabaseSync, name: string): string =>
  String(db.prepare('select sql from sqlite_schema where name = :name').get({ name })?.['sql']);

describe('the migration to schema 3', () => {
  it('gives ids once in a table that holds nothing, and none that history speaks of', () => {
    using db = upgraded(`
      insert into contacts (id) values (40); delete from contacts;
      insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date, campaign_instance_id)
      values (50, 'birthday', '2027-01-01', '2027-01-01', 9), (9223372036854775807, 'x', '2027-01-01', '2027-01-01', null);
    `);
    db.exec("insert into contacts (email) values ('a@b.org')");
    db.exec("insert into campaign_instances (campaign_type, instance_name) values ('seasonal_promo', 'a')");
    expect(db.prepare('select id from contacts').get()).toEqual({ id: 51 });
    expect(db.prepare('select id from campaign_instances').get()).toEqual({ id: 10 });
    db.exec("delete from contacts; insert into contacts (email) values ('c@b.org')");
    expect(db.prepare('select id from contacts').get()).toEqual({ id: 52 });
  });

  it('never rebuilds a table that has rows', () => {
    using db = upgraded("insert into contacts (id, email) values (3, 'a@b.org')");
    expect(tableSql(db, 'contacts')).not.toMatch(/autoincrement/i);
    expect(tableSql(db, 'contacts')).toContain('external_id');
    expect(tableSql(db, 'campaign_instances')).toMatch(/autoincrement/i);
  });

  it.each([
    ['a column', 'alter table contacts add column shoe_size integer'],
    ['an index', 'create index mine on contacts (last_name)'],
    ['a trigger', 'create trigger mine after insert on contacts begin select 1; end'],
  ])('leaves an empty contacts table to which somebody has added %s', (_, sql) => {
    using db = upgraded(sql);
    expect(tableSql(db, 'contacts')).not.toMatch(/autoincrement/i);
  });

  it('takes doubles of an external id of the organisation for a finding, not a failure', () => {
    using db = upgraded(`
      alter table contacts add column external_id text;
      insert into contacts (external_id) values ('A'), ('A'), ('')`);
    expect(tableSql(db, 'contacts_external_id')).not.toMatch(/unique/i);
    using clean = upgraded("insert into contacts (email) values ('a@b.org')");
    clean.exec("insert into contacts (external_id) values ('A'), (''), (''), (null)");
    expect(() => clean.exec("insert into contacts (external_id) values ('A')")).toThrow(/unique/i);
  });

  it('reads statuses and suppressions in compared form', () => {
    using db = upgraded(`
      delete from suppressed_statuses;
      insert into suppressed_statuses values (' Bounced'), ('bounced'), ('opt_out'), ('unsubscribed');
      insert into suppressions (email, reason) values ('Ann <ann@X.com>', 'Opt-Out'), ('nobody', null);`);
    expect(db.prepare('select status from suppressed_statuses order by 1').all()).toEqual([
      { status: 'bounced' },
      { status: 'unsubscribed' },
    ]);
    expect(db.prepare('select address, reason from suppressed_addresses').all()).toEqual([
      { address: 'ann@x.com', reason: 'unsubscribed' },
    ]);
  });

  it('keeps audit and holds, and offers nothing that an older version has planned', () => {
    using db = upgraded(`
      insert into contacts (id, email) values (1, 'a@b.org');
      update contacts set email = 'c@b.org'; insert into holds (reason) values ('stop');
      insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date)
      values (1, 'birthday', '2027-01-01', '2027-01-01')`);
    expect(db.prepare('select field, new_value from contact_changes').all()).toEqual([
      { field: 'email', new_value: 'c@b.org' },
    ]);
    expect(prepareHolds(db).listHolds()).toMatchObject([{ reason: 'stop' }]);
    prepareHolds(db).releaseHolds({ releasedBy: null, releasedAt: '2027-01-01 00:00:00' });
    expect(db.prepare('select count(*) as n from sendable_emails').get()).toEqual({ n: 0 });
    db.exec('delete from stale_marks');
    expect(db.prepare('select count(*) as n from sendable_emails').get()).toEqual({ n: 1 });
  });

  it('takes over a contacts table that has AUTOINCREMENT', () => {
    const path = temporaryPath();
    const old = new DatabaseSync(path);
    old.exec(`create table contacts (id integer primary key autoincrement, email text not null unique, zip_code text,
      state text, birth_date text, effective_date text, phone_number text, status text not null default '');
      insert into contacts (email) values ('a@b.org')`);
    old.close();
    expect(migrateDatabase(path).from).toBe(0);
    openDatabase(path, { mode: 'read-write' }).close();
  });
});

describe('hold and release', () => {
  it.each([1, 2])('work before an upgrade of schema %i, with the view of that schema', (schema) => {
    const path = temporaryPath();
    migrateDatabase(path, loadMigrations().slice(0, schema));
    using db = openForHold(path);
    db.exec(`insert into contacts (id, email) values (1, 'a@b.org');
      insert into email_schedules (contact_id, email_type, event_date, scheduled_send_date)
      values (1, 'birthday', '2027-01-01', '2027-01-01')`);
    const sendable = () => db.prepare('select count(*) as n from sendable_emails').get()?.['n'];
    const holds = prepareHolds(db);
    holds.placeHold({ reason: 'stop', createdBy: null, createdAt: '2027-01-01 00:00:00' });
    expect([sendable(), holds.listHolds().length]).toEqual([0, 1]);
    expect(holds.releaseHolds({ releasedBy: 'ann', releasedAt: '2027-01-01 00:00:00' })).toBe(1);
    expect([sendable(), holds.listHolds().length]).toEqual([1, 0]);
  });

  it('work on an altered schema, and on one that has lost its marks', () => {
    const path = temporaryPath();
    migrateDatabase(path);
    const other = new DatabaseSync(path);
    other.exec('drop trigger contacts_record_update; pragma application_id = 0; pragma user_version = 0');
    other.close();
    openForHold(path).close();
  });

  it('refuse a database of somebody else', () => {
    const path = temporaryPath();
    const other = new DatabaseSync(path);
    other.exec('create table holds (id integer primary key, reason text)');
    other.close();
    expect(sendwindowErrorOf(() => openForHold(path)).code).toBe('NOT_A_DATABASE');
  });
});

describe('a file with a second name', () => {
  it('is refused under either; a symbolic link is not', () => {
    const path = temporaryPath();
    migrateDatabase(path);
    symlinkSync(path, `${path}.link`);
    openDatabase(`${path}.link`, { mode: 'read-only' }).close();
    linkSync(path, `${path}.second`);
    for (const name of [path, `${path}.second`, `${path}.link`]) {
      for (const mode of ['read-only', 'read-write', 'create'] as const)
        expect(sendwindowErrorOf(() => openDatabase(name, { mode })).code).toBe('SECOND_NAME');
      expect(sendwindowErrorOf(() => openForHold(name)).code).toBe('SECOND_NAME');
    }
  });
});
