import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { renderSchema, renderSchemaSnapshot } from '../../scripts/documents/schema-snapshot.ts';
import { readIdentity } from '../../src/store/database-identity.ts';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { loadMigrations, type Migration, schemaVersion } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { productVersion } from '../../src/store/product-version.ts';
import { temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';

const nextMigration: Migration = {
  version: schemaVersion() + 1,
  name: '9999-next.sql',
  sql: 'alter table holds add column note text; create table extras (id integer primary key);',
};

function rawDatabase(sql: string): string {
  const path = temporaryPath();
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
  return path;
}

const contactsOfAnOrganisation = `
  create table contacts (
    id integer primary key, email text, zip_code text, state text, birth_date text, effective_date text,
    phone_number text, status text, shoe_size integer
  );
  insert into contacts (id, email, status, shoe_size) values (7, 'a@b.org', 'unsubscribed', 43);
  create table invoices (id integer primary key);
`;

describe('migrateDatabase', () => {
  it('creates a database with the current schema', () => {
    const path = temporaryPath();
    expect(migrateDatabase(path)).toEqual({ from: 0, to: schemaVersion() });
    using db = openDatabase(path, { mode: 'read-only' });
    expect(db.prepare('select count(*) as n from campaign_types').get()).toEqual({ n: 5 });
    expect(db.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('fills a file that is empty', () => {
    const path = temporaryPath();
    writeFileSync(path, '');
    expect(migrateDatabase(path)).toEqual({ from: 0, to: schemaVersion() });
  });

  it('changes nothing when run again', () => {
    const path = temporaryPath();
    migrateDatabase(path);
    const before = readFileSync(path);
    expect(migrateDatabase(path)).toEqual({ from: schemaVersion(), to: schemaVersion() });
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('applies only the migrations that are missing, and keeps the rows', () => {
    const path = temporaryPath();
    migrateDatabase(path);
    const before = new DatabaseSync(path);
    before.exec("insert into holds (reason) values ('stop')");
    before.close();
    expect(migrateDatabase(path, [...loadMigrations(), nextMigration])).toEqual({
      from: schemaVersion(),
      to: schemaVersion() + 1,
    });
    using db = new DatabaseSync(path);
    expect(db.prepare('select reason, note from holds').all()).toEqual([{ reason: 'stop', note: null }]);
    const versions = Array.from({ length: schemaVersion() + 1 }, (_, i) => i + 1);
    expect(db.prepare('select version, product_version from schema_versions').all()).toEqual(
      versions.map((version) => ({ version, product_version: productVersion() })),
    );
  });

  it('leaves the last whole schema when a migration fails half-way', () => {
    const path = temporaryPath();
    migrateDatabase(path);
    const broken = { ...nextMigration, sql: `${nextMigration.sql} insert into no_such_table values (1);` };
    expect(sendwindowErrorOf(() => migrateDatabase(path, [...loadMigrations(), broken])).code).toBe(
      'STORE_FAILED',
    );
    using db = new DatabaseSync(path);
    expect(readIdentity(db).schemaVersion).toBe(schemaVersion());
    expect(renderSchema(db)).not.toContain('extras');
  });

  it('refuses a database with a newer schema', () => {
    const path = temporaryPath();
    migrateDatabase(path, [...loadMigrations(), nextMigration]);
    expect(sendwindowErrorOf(() => migrateDatabase(path)).code).toBe('SCHEMA_TOO_NEW');
  });

  it('refuses a folder that does not exist', () => {
    expect(sendwindowErrorOf(() => migrateDatabase(temporaryPath('no/such/org.db'))).code).toBe(
      'NO_SUCH_FILE',
    );
  });

  it('refuses a file that is no database, and leaves it as it was', () => {
    const path = temporaryPath();
    writeFileSync(path, 'first_name,last_name\n'.repeat(100));
    expect(sendwindowErrorOf(() => migrateDatabase(path)).code).toBe('NOT_A_DATABASE');
    expect(readFileSync(path, 'utf8')).toBe('first_name,last_name\n'.repeat(100));
  });
});

describe('migrateDatabase, on a database that is not ours', () => {
  it('takes over one with a contacts table, its rows and its other tables', () => {
    const path = rawDatabase(contactsOfAnOrganisation);
    expect(migrateDatabase(path)).toEqual({ from: 0, to: schemaVersion() });
    using db = openDatabase(path, { mode: 'read-write' });
    expect(db.prepare('select id, email, status, shoe_size, first_name from contacts').all()).toEqual([
      { id: 7, email: 'a@b.org', status: 'unsubscribed', shoe_size: 43, first_name: null },
    ]);
    db.exec("update contacts set status = 'active'");
    expect(db.prepare('select field, old_value from contact_changes').all()).toEqual([
      { field: 'status', old_value: 'unsubscribed' },
    ]);
    expect(db.prepare('select count(*) as n from invoices').get()).toEqual({ n: 0 });
  });

  it('leaves an adopted contacts table with every column of the contract', () => {
    const path = rawDatabase(contactsOfAnOrganisation);
    migrateDatabase(path);
    using adopted = openDatabase(path, { mode: 'read-only' });
    using fresh = openDatabase(temporaryPath(), { mode: 'create' });
    const columns = (db: DatabaseSync) =>
      db
        .prepare("select name from pragma_table_info('contacts')")
        .all()
        .map((row) => row.name);
    expect(columns(adopted)).toEqual(expect.arrayContaining(columns(fresh)));
  });

  it.each([
    ['no contacts table', 'create table people (id integer primary key);'],
    [
      'contacts without a status',
      contactsOfAnOrganisation
        .replace('status text,', '')
        .replace("'unsubscribed', ", '')
        .replace('status, ', ''),
    ],
    [
      'contacts whose id is text',
      contactsOfAnOrganisation.replace('id integer primary key, email', 'id text primary key, email'),
    ],
    ['contacts that are a view', 'create view contacts as select 1 as id;'],
    ['a table with a name we need', `${contactsOfAnOrganisation} create table Email_Schedules (id integer);`],
    ['a schema version of its own', `${contactsOfAnOrganisation} pragma user_version = 3;`],
    ['another owner', `${contactsOfAnOrganisation} pragma application_id = 252006673;`],
  ])('refuses %s, and leaves the file as it was', (_, sql) => {
    const path = rawDatabase(sql);
    const before = readFileSync(path);
    expect(sendwindowErrorOf(() => migrateDatabase(path)).code).toBe('NOT_A_DATABASE');
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('the schema snapshot', () => {
  it('in docs/schema.sql is what the migrations lead to', () => {
    const stored = readFileSync(new URL('../../docs/schema.sql', import.meta.url), 'utf8');
    expect(stored).toBe(renderSchemaSnapshot());
  });

  it('is the same for a database in a file', () => {
    using db = openDatabase(temporaryPath(), { mode: 'create' });
    expect(renderSchemaSnapshot()).toContain(renderSchema(db));
  });
});
