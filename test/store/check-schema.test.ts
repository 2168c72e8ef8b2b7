import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { findSchemaFaults } from '../../src/store/check-schema.ts';
import { listMissingIndexes } from '../../src/store/ensure-indexes.ts';
import { findMigrationNeed, migrateDatabase } from '../../src/store/migrate.ts';
import { loadMigrations, schemaVersion } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';

function altered(sql: string): string {
  const path = temporaryPath();
  migrateDatabase(path);
  const db = new DatabaseSync(path);
  db.exec(
    `insert into contacts (id, email) values (7, 'a@b.org'); insert into suppressions (email) values ('x@y.com')`,
  );
  db.exec(sql);
  db.close();
  return path;
}

const openCode = (path: string): string =>
  sendwindowErrorOf(() => openDatabase(path, { mode: 'read-only' })).code;

const newContacts = `
  drop table contacts;
  create table contacts (id integer primary key, email text, zip_code integer, state text, birth_date text,
    effective_date text, phone_number text, status text);
  insert into contacts (id, email) values (7, 'a@b.org');`;

describe('a database is refused at every open', () => {
  it('also after another of the same name, or any other, has passed', () => {
    const path = altered('');
    openDatabase(path, { mode: 'read-only' }).close();
    const db = new DatabaseSync(path);
    db.exec('drop trigger suppressions_delete');
    db.close();
    expect(openCode(path)).toBe('SCHEMA_ALTERED');
    expect(openCode(path)).toBe('SCHEMA_ALTERED');
  });

  it.each([
    ['without a trigger', 'drop trigger contacts_record_update', 'contacts_record_update'],
    [
      'with another view',
      'drop view sendable_emails; create view sendable_emails as select * from email_schedules',
      'sendable_emails',
    ],
    [
      'with a trigger that does something else',
      'drop trigger suppressions_delete; create trigger suppressions_delete after delete on suppressions begin select 1; end',
      'suppressions_delete',
    ],
    ['without a table', 'drop table stale_marks', 'stale_marks'],
    ['without a column', 'alter table holds drop column released_by', 'released_by'],
    ['whose contacts a loader has recreated', newContacts, 'external_id'],
  ])('%s, and init restores it without loss', (_, sql, name) => {
    const path = altered(sql);
    const error = sendwindowErrorOf(() => openDatabase(path, { mode: 'read-write' }));
    expect(error.code).toBe('SCHEMA_ALTERED');
    expect(error.message).toContain(name);
    expect(migrateDatabase(path).restored?.length).toBeGreaterThan(0);
    using db = openDatabase(path, { mode: 'read-write' });
    expect(findSchemaFaults(db)).toEqual([]);
    expect(listMissingIndexes(db)).toEqual([]);
    expect(db.prepare('select id, email from contacts').all()).toEqual([{ id: 7, email: 'a@b.org' }]);
    expect(db.prepare('select address from suppressed_addresses').all()).toEqual([{ address: 'x@y.com' }]);
    // What happened in the meantime is not known.
    expect(db.prepare("select count(*) as n from stale_marks where kind = 'everything'").get()).toEqual({
      n: 1,
    });
  });

  it.each([
    ['contacts lost the key', newContacts.replace('id integer primary key', 'id integer')],
    [
      'contacts lost a column that a plan rests on',
      'drop view sendable_emails; drop index contacts_address; alter table contacts rename column status to status_2',
    ],
    ['a table with decisions of people is gone', 'drop table suppressions'],
  ])('where %s, and init changes nothing: that cannot be restored without loss', (_, sql) => {
    const path = altered(sql);
    expect(openCode(path)).toBe('SCHEMA_ALTERED');
    const objects = () => {
      using db = new DatabaseSync(path);
      return db.prepare('select name, sql from sqlite_schema order by name').all();
    };
    const before = objects();
    expect(sendwindowErrorOf(() => migrateDatabase(path)).code).toBe('SCHEMA_ALTERED');
    expect(objects()).toEqual(before);
  });
});

describe('what others add', () => {
  it.each([
    'alter table contacts add column shoe_size integer',
    'alter table email_schedules add column note text',
    'create table invoices (id integer primary key)',
    'create index mine on contacts (first_name)',
    'create trigger mine after insert on contacts begin select 1; end',
    'create view mine as select * from contacts',
  ])("is nobody's concern: %s", (sql) => {
    const path = altered(sql);
    openDatabase(path, { mode: 'read-only' }).close();
    expect(findMigrationNeed(path).isNeeded).toBe(false);
  });

  it('is no fault where an index of ours is missing, which a run builds', () => {
    const path = altered('drop index email_schedules_pre_scheduled');
    openDatabase(path, { mode: 'read-only' }).close();
    expect(findMigrationNeed(path).isNeeded).toBe(true);
    expect(migrateDatabase(path).restored).toEqual(['index email_schedules_pre_scheduled is missing']);
  });
});

describe('both forms of contacts', () => {
  it('are right: with AUTOINCREMENT in a new database, without in one that had rows', () => {
    const path = temporaryPath();
    migrateDatabase(path, loadMigrations().slice(0, 2));
    const old = new DatabaseSync(path);
    old.exec("insert into contacts (email) values ('a@b.org')");
    old.close();
    migrateDatabase(path);
    for (const file of [path, altered('select 1')]) openDatabase(file, { mode: 'read-only' }).close();
    using db = openDatabase(path, { mode: 'read-only' });
    expect(
      db
        .prepare("select sql like '%autoincrement%' as auto from sqlite_schema where name = 'contacts'")
        .get(),
    ).toEqual({ auto: 0 });
  });
});

describe('a database that was dumped and reloaded', () => {
  it('has lost its marks, and init gives them back', () => {
    const path = altered('pragma application_id = 0; pragma user_version = 0');
    expect(openCode(path)).toBe('NOT_A_DATABASE');
    expect(findMigrationNeed(path)).toEqual({
      isNew: false,
      from: schemaVersion(),
      isNeeded: true,
      isForeign: true,
    });
    expect(migrateDatabase(path)).toEqual({ from: schemaVersion(), to: schemaVersion() });
    using db = openDatabase(path, { mode: 'read-only' });
    expect(db.prepare('select count(*) as n from contacts').get()).toEqual({ n: 1 });
  });
});
