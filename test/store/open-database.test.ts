import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { loadMigrations, schemaVersion } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { temporaryFolder, temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';

const modes = ['read-only', 'read-write'] as const;

function newDatabase(name?: string): string {
  const path = temporaryPath(name);
  migrateDatabase(path);
  return path;
}

describe('openDatabase', () => {
  it('opens what `create` made, in WAL mode and with every commit flushed', () => {
    const path = temporaryPath();
    openDatabase(path, { mode: 'create' }).close();
    using db = openDatabase(path, { mode: 'read-write' });
    expect(db.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(db.prepare('pragma synchronous').get()).toEqual({ synchronous: 2 });
    expect(db.prepare('pragma foreign_keys').get()).toEqual({ foreign_keys: 0 });
  });

  it('switches WAL on again where somebody has switched it off', () => {
    const path = newDatabase();
    const other = new DatabaseSync(path);
    other.exec('pragma journal_mode = delete');
    other.close();
    using db = openDatabase(path, { mode: 'read-write' });
    expect(db.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it.each([
    'with space.db',
    `quotes'"\`.db`,
    'query?mode=memory.db',
    'fragment#1.db',
    'percent%41.db',
    'ünïcode ☃.db',
    'file:org.db',
    ':memory:',
    'new\nline.db',
    '-rf',
  ])('takes the path %j literally', (name) => {
    const path = newDatabase(name);
    for (const mode of modes) openDatabase(path, { mode }).close();
    expect(readdirSync(dirname(path))).toEqual([name]);
  });

  it('opens through a symbolic link', () => {
    const path = newDatabase();
    const link = join(temporaryFolder(), 'link.db');
    symlinkSync(path, link);
    for (const mode of modes) openDatabase(link, { mode }).close();
    expect(readdirSync(dirname(link))).toEqual(['link.db']);
  });
});

describe('openDatabase, read-only', () => {
  it('refuses every write', () => {
    using db = openDatabase(newDatabase(), { mode: 'read-only' });
    expect(() => db.exec("insert into holds (reason) values ('stop')")).toThrow(/readonly/);
  });

  it('changes no byte of the file and leaves no other behind', () => {
    const path = newDatabase();
    const before = readFileSync(path);
    const { mtimeMs } = statSync(path);
    const db = openDatabase(path, { mode: 'read-only' });
    db.prepare('select * from contacts').all();
    db.close();
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(dirname(path))).toEqual(['org.db']);
  });
});

describe.each(modes)('openDatabase refuses, %s,', (mode) => {
  const codeOf = (path: string) => sendwindowErrorOf(() => openDatabase(path, { mode })).code;

  it('a file that is not there, or whose folder is not', () => {
    expect(codeOf(temporaryPath())).toBe('NO_SUCH_FILE');
    expect(codeOf(temporaryPath('no/such/org.db'))).toBe('NO_SUCH_FILE');
    const file = temporaryPath('file');
    writeFileSync(file, 'x');
    expect(codeOf(join(file, 'org.db'))).toBe('NO_SUCH_FILE');
  });

  it('a symbolic link to nothing', () => {
    const path = temporaryPath();
    symlinkSync('nowhere', path);
    expect(codeOf(path)).toBe('NO_SUCH_FILE');
  });

  it('a path with NUL, or none', () => {
    expect(codeOf('org\0.db')).toBe('NO_SUCH_FILE');
    expect(codeOf('')).toBe('NO_SUCH_FILE');
    expect(sendwindowErrorOf(() => migrateDatabase('org\0.db')).code).toBe('NO_SUCH_FILE');
  });

  it('a folder', () => {
    const path = temporaryPath();
    mkdirSync(path);
    expect(codeOf(path)).toBe('NOT_A_DATABASE');
  });

  it('a device', () => {
    expect(codeOf('/dev/null')).toBe('NOT_A_DATABASE');
  });

  it('an empty file', () => {
    const path = temporaryPath();
    writeFileSync(path, '');
    expect(codeOf(path)).toBe('NOT_A_DATABASE');
    expect(statSync(path).size).toBe(0);
  });

  it.each([5, 99, 100, 5000])('a text file of %i bytes', (size) => {
    const path = temporaryPath();
    writeFileSync(path, 'x'.repeat(size));
    expect(codeOf(path)).toBe('NOT_A_DATABASE');
    expect(readFileSync(path, 'utf8')).toBe('x'.repeat(size));
  });

  it("another program's database", () => {
    const path = temporaryPath();
    const other = new DatabaseSync(path);
    other.exec('create table contacts (id integer primary key)');
    other.close();
    expect(codeOf(path)).toBe('NOT_A_DATABASE');
  });

  it('a database that was cut off', () => {
    const path = newDatabase();
    truncateSync(path, 4096 * 5);
    expect(codeOf(path)).toBe('CORRUPT');
  });

  it('an older schema, naming the command that upgrades it', () => {
    const path = newDatabase("it's.db");
    const old = new DatabaseSync(path);
    old.exec('pragma user_version = 0');
    old.close();
    const error = sendwindowErrorOf(() => openDatabase(path, { mode }));
    expect(error.code).toBe('SCHEMA_TOO_OLD');
    expect(error.message).toContain(`sendwindow init '${path.replace("'", "'\\''")}'`);
  });

  it('a newer schema, naming the version that is needed', () => {
    const path = newDatabase();
    const next = { version: schemaVersion() + 1, name: '', sql: '' };
    migrateDatabase(path, [...loadMigrations(), next]);
    const newer = new DatabaseSync(path);
    newer.exec(`update schema_versions set product_version = '9.8.7' where version = ${next.version}`);
    newer.close();
    const error = sendwindowErrorOf(() => openDatabase(path, { mode }));
    expect(error.code).toBe('SCHEMA_TOO_NEW');
    expect(error.message).toContain('sendwindow 9.8.7 or later');
  });

  it('a newer schema that no longer says who wrote it', () => {
    const path = newDatabase();
    const newer = new DatabaseSync(path);
    newer.exec('pragma user_version = 99; drop table schema_versions');
    newer.close();
    expect(codeOf(path)).toBe('SCHEMA_TOO_NEW');
  });
});
