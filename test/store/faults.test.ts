import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { schemaVersion } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { transaction } from '../../src/store/transaction.ts';
import { errorCodeOf } from '../../src/store/translate-sqlite-error.ts';
import { startChild, startChildWithFileLimit } from './child-process.ts';
import { countContacts, filledDatabase } from './filled-database.ts';
import { makeReadOnly, mayMount, smallDisk } from './small-disk.ts';
import { temporaryPath } from './temporary-folder.ts';
import { sendwindowErrorOf } from './thrown-error.ts';
import { writeProtected } from './write-protected.ts';

const hold = (path: string, how: string) => startChild('./hold-database.ts', import.meta.url, [path, how]);

function codeOfFailure(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return errorCodeOf(error);
  }
  return 'none';
}

const addContacts = (db: DatabaseSync, count: number) =>
  transaction(db, () => {
    const insert = db.prepare('insert into contacts (last_name) values (hex(randomblob(450)))');
    for (let n = 0; n < count; n += 1) insert.run();
  });

function expectWhole(path: string): void {
  using db = openDatabase(path, { mode: 'read-write' });
  expect(db.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
}

describe('a second writer that holds the database', () => {
  it('for a second is waited for', async () => {
    const path = filledDatabase(1);
    await hold(path, '1000').nextLine();
    using db = openDatabase(path, { mode: 'read-write' });
    transaction(db, () => db.exec("insert into holds (reason) values ('mine')"));
    expect(db.prepare('select count(*) as n from holds').get()).toEqual({ n: 2 });
  });

  it('for longer than the time-out is BUSY, and nothing was written', async () => {
    const path = filledDatabase(1);
    await hold(path, '600000').nextLine();
    using db = openDatabase(path, { mode: 'read-write', busyTimeoutMs: 50 });
    expect(codeOfFailure(() => addContacts(db, 1))).toBe('BUSY');
    expect(db.isTransaction).toBe(false);
  });

  it('does not keep anybody from reading', async () => {
    const path = filledDatabase(3);
    await hold(path, '600000').nextLine();
    expect(countContacts(path)).toBe(3);
  });

  it('is waited for by an upgrade', async () => {
    const path = filledDatabase(1);
    await hold(path, '300').nextLine();
    expect(migrateDatabase(path).from).toBe(schemaVersion());
  });

  it('and is killed leaves nothing of what it had not committed', async () => {
    const path = filledDatabase(1);
    const child = hold(path, '600000');
    await child.nextLine();
    await child.kill();
    using db = openDatabase(path, { mode: 'read-write' });
    addContacts(db, 1);
    expect(db.prepare('select count(*) as n from holds').get()).toEqual({ n: 0 });
  });
});

describe('a full disk', () => {
  it('rolls back the transaction that met it, and no other', () => {
    const path = filledDatabase(100);
    using db = openDatabase(path, { mode: 'read-write' });
    const { page_count: pages } = db.prepare('pragma page_count').get() as { page_count: number };
    addContacts(db, 1);
    db.exec(`pragma max_page_count = ${pages + 2}`);
    expect(codeOfFailure(() => addContacts(db, 1_000))).toBe('DISK_FULL');
    expect(db.isTransaction).toBe(false);
    db.exec('pragma max_page_count = 1000000');
    addContacts(db, 10);
    expect(db.prepare('select count(*) as n from contacts').get()).toEqual({ n: 111 });
  });

  it('leaves a whole database behind when a file cannot grow any more', async () => {
    const path = filledDatabase(10);
    const child = startChildWithFileLimit(1_000, './fill-database.ts', import.meta.url, [path]);
    const { output } = await child.ended();
    expect(output).toMatch(/^(DISK_FULL|STORE_FAILED)\n$/);
    expectWhole(path);
    expect(countContacts(path) % 100).toBe(10);
  });

  it.skipIf(!mayMount)('leaves a whole database behind when the disk is really full', async () => {
    const path = filledDatabase(10, join(smallDisk(2_000), 'org.db'));
    const { output } = await startChild('./fill-database.ts', import.meta.url, [path]).ended();
    expect(output).toBe('DISK_FULL\n');
    expect(countContacts(path) % 100).toBe(10);
    expectWhole(path);
  });

  it.skipIf(!mayMount)('stops `init`, which goes on when there is space', () => {
    const disk = smallDisk(60);
    const path = join(disk, 'org.db');
    expect(sendwindowErrorOf(() => migrateDatabase(path)).code).toBe('DISK_FULL');
    const moved = temporaryPath();
    if (existsSync(path)) copyFileSync(path, moved);
    expect(migrateDatabase(moved)).toEqual({ from: 0, to: schemaVersion() });
  });
});

describe('a folder without write permission', () => {
  it('refuses writers, and `init`, as READ_ONLY', () => {
    const path = filledDatabase(5);
    writeProtected(dirname(path), () => {
      expect(sendwindowErrorOf(() => openDatabase(path, { mode: 'read-write' })).code).toBe('READ_ONLY');
      expect(sendwindowErrorOf(() => migrateDatabase(path.replace('org', 'new'))).code).toBe('READ_ONLY');
    });
    expect(countContacts(path)).toBe(5);
  });
});

describe.skipIf(!mayMount)('a read-only disk', () => {
  function readOnlyDisk(prepare: (path: string) => void): string {
    const disk = smallDisk(3_000);
    const path = join(disk, 'org.db');
    prepare(path);
    makeReadOnly(disk);
    return path;
  }

  it('serves whoever only reads', () => {
    expect(countContacts(readOnlyDisk((path) => filledDatabase(5, path)))).toBe(5);
  });

  it('serves what a killed program had left in the write-ahead log', async () => {
    const source = filledDatabase(5);
    const child = hold(source, 'open');
    await child.nextLine();
    await child.kill();
    const path = readOnlyDisk((target) => {
      for (const suffix of ['', '-wal', '-shm']) copyFileSync(`${source}${suffix}`, `${target}${suffix}`);
    });
    using db = openDatabase(path, { mode: 'read-only' });
    expect(db.prepare('select count(*) as n from holds').get()).toEqual({ n: 1 });
  });

  it('refuses writers, and `init`, as READ_ONLY', () => {
    const path = readOnlyDisk((target) => filledDatabase(5, target));
    expect(sendwindowErrorOf(() => openDatabase(path, { mode: 'read-write' })).code).toBe('READ_ONLY');
    expect(sendwindowErrorOf(() => migrateDatabase(path.replace('org', 'new'))).code).toBe('READ_ONLY');
    expect(readdirSync(join(path, '..'))).toEqual(['org.db']);
  });
});
