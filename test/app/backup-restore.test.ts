import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { backupDatabase } from '../../src/backup/backup-database.ts';
import { keepAside } from '../../src/backup/keep-aside.ts';
import { restoreBackup } from '../../src/backup/restore-backup.ts';
import { schemaVersion } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import { startChild } from '../store/child-process.ts';
import { countContacts, filledDatabase } from '../store/filled-database.ts';
import { makeReadOnly, mayMount, smallDisk } from '../store/small-disk.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { sendwindowErrorOf } from '../store/thrown-error.ts';

const noon = new Date('2027-03-17T12:00:00Z');
const holder = {
  pid: 1,
  host: 'here',
  command: 'sendwindow backup restore',
  startedAt: '2027-03-17 12:00:00',
};
const restore = (databasePath: string, backupPath: string) =>
  restoreBackup({ databasePath, backupPath, now: noon, holder });
const aside = (path: string) => `${path}.before-restore-2027-03-17T12-00-00Z`;

async function backupOf(path: string): Promise<string> {
  return (await backupDatabase({ databasePath: path, directory: 'backups', retentionDays: 7, now: noon }))
    .path;
}

/** A database that had 10 contacts when it was backed up, and has 11 now. */
async function grownDatabase(): Promise<{ path: string; backup: string }> {
  const path = filledDatabase(10);
  const backup = await backupOf(path);
  using db = openDatabase(path, { mode: 'read-write' });
  db.exec('insert into contacts (id) values (11)');
  return { path, backup };
}

describe('restoreBackup', () => {
  it('puts the backup in the place of the database and keeps that beside it', async () => {
    const { path, backup } = await grownDatabase();
    expect(restore(path, backup)).toEqual({
      databasePath: path,
      restored: {
        path: backup,
        bytes: statSync(backup).size,
        schemaVersion: schemaVersion(),
        contacts: 10,
        schedules: 0,
      },
      keptAside: aside(path),
    });
    expect(countContacts(path)).toBe(10);
    expect(countContacts(aside(path))).toBe(11);
    expect(readdirSync(dirname(path)).sort()).toEqual(
      ['backups', 'org.db', basename(aside(path)), 'org.db.lock', 'org.db.lock-holder'].sort(),
    );
    expect(existsSync(backup)).toBe(true);
  });

  it('leaves a database that runs in WAL mode and can be written', async () => {
    const { path, backup } = await grownDatabase();
    restore(path, backup);
    using db = openDatabase(path, { mode: 'read-write' });
    db.exec('insert into contacts (id) values (12)');
    expect(db.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
  });

  it('comes back on hold where a reason is given, and leaves no log beside it', async () => {
    const { path, backup } = await grownDatabase();
    writeFileSync(`${path}.partial-restore-wal`, 'left by a restore that was killed');
    restoreBackup({
      databasePath: path,
      backupPath: backup,
      now: noon,
      holder,
      holdReason: 'mark what went out',
    });
    expect(readdirSync(dirname(path)).filter((name) => /wal|shm|partial/.test(name))).toEqual([]);
    using db = openDatabase(path, { mode: 'read-only' });
    expect(db.prepare('select id, reason, created_by, created_at from holds').all()).toEqual([
      {
        id: 1,
        reason: 'mark what went out',
        created_by: 'sendwindow backup restore',
        created_at: '2027-03-17 12:00:00',
      },
    ]);
  });

  it('keeps every database that it replaces, also of one second', async () => {
    const { path, backup } = await grownDatabase();
    expect([restore(path, backup).keptAside, restore(path, backup).keptAside]).toEqual([
      aside(path),
      `${aside(path)}-2`,
    ]);
    expect([countContacts(aside(path)), countContacts(`${aside(path)}-2`)]).toEqual([11, 10]);
  });

  it('keeps what a killed program had only in the write-ahead log', async () => {
    const path = filledDatabase(10);
    const backup = await backupOf(path);
    const writer = startChild('./write-endlessly.ts', import.meta.url, [path]);
    await writer.nextLine();
    await writer.kill();
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0);
    restore(path, backup);
    using kept = openDatabase(aside(path), { mode: 'read-only' });
    expect(kept.prepare('select count(*) > 0 as written from contact_events').get()).toEqual({ written: 1 });
    using db = openDatabase(path, { mode: 'read-only' });
    expect(db.prepare('select count(*) as n from contact_events').get()).toEqual({ n: 0 });
  });

  it('brings back a database that is gone', async () => {
    const { path, backup } = await grownDatabase();
    rmSync(path);
    expect(restore(path, backup).keptAside).toBeNull();
    expect(countContacts(path)).toBe(10);
  });

  it.each([
    ['cut off', (path: string) => truncateSync(path, 5_000)],
    ['text', (path: string) => writeFileSync(path, 'no database '.repeat(1_000))],
    ['empty', (path: string) => writeFileSync(path, '')],
  ])('replaces a database that is %s, and keeps it with its log', async (_, damage) => {
    const { path, backup } = await grownDatabase();
    damage(path);
    const before = readFileSync(path);
    writeFileSync(`${path}-wal`, 'what is left of a log');
    restore(path, backup);
    expect(countContacts(path)).toBe(10);
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(readFileSync(aside(path)).equals(before)).toBe(true);
  });

  it('gives the restored database the mode of the present one', async () => {
    const { path, backup } = await grownDatabase();
    chmodSync(path, 0o600);
    restore(path, backup);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('accepts a backup from anywhere', async () => {
    const path = filledDatabase(3);
    const other = await backupOf(filledDatabase(4, `${temporaryFolder()}/it's other?.db`));
    restore(path, other);
    expect(countContacts(path)).toBe(4);
  });
});

describe('restoreBackup refuses, and changes nothing,', () => {
  const refusal = (path: string, backup: string) => {
    const before = readFileSync(path);
    const { code } = sendwindowErrorOf(() => restore(path, backup));
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(dirname(path)).filter((name) => /partial|before/.test(name))).toEqual([]);
    return code;
  };

  it('while a run is under way', async () => {
    const { path, backup } = await grownDatabase();
    using _lock = acquireRunLock(path, holder);
    expect(refusal(path, backup)).toBe('LOCKED');
  });

  it('while another program has the database open', async () => {
    const { path, backup } = await grownDatabase();
    const other = startChild('../store/hold-database.ts', import.meta.url, [path, 'open']);
    await other.nextLine();
    expect(refusal(path, backup)).toBe('BUSY');
    await other.kill();
    using db = openDatabase(path, { mode: 'read-only' });
    expect(db.prepare('select count(*) as n from holds').get()).toEqual({ n: 1 });
  });

  it('a backup that is not there, damaged, or of a newer schema', async () => {
    const { path, backup } = await grownDatabase();
    expect(refusal(path, `${backup}.none`)).toBe('NO_SUCH_FILE');
    const newer = new DatabaseSync(backup);
    newer.exec('pragma journal_mode = delete; pragma user_version = 99');
    newer.close();
    expect(refusal(path, backup)).toBe('SCHEMA_TOO_NEW');
    truncateSync(backup, 50_000);
    expect(refusal(path, backup)).toBe('BACKUP_FAILED');
  });

  it("over another program's database", async () => {
    const { backup } = await grownDatabase();
    const path = join(temporaryFolder(), 'other.db');
    const other = new DatabaseSync(path);
    other.exec('create table t (a)');
    other.close();
    expect(refusal(path, backup)).toBe('NOT_A_DATABASE');
  });

  it.skipIf(!mayMount)('on a disk that is full or read-only', async () => {
    const backup = await backupOf(filledDatabase(1_000));
    const disk = smallDisk(1_500);
    const path = filledDatabase(100, join(disk, 'org.db'));
    expect(refusal(path, backup)).toBe('DISK_FULL');
    makeReadOnly(disk);
    expect(refusal(path, backup)).toBe('READ_ONLY');
  });
});

describe('restoreBackup, killed at any moment,', () => {
  it('between the second name of the old database and the new one, leaves the old one in use', () => {
    const path = filledDatabase(1);
    keepAside(path, new Date('2027-03-01T12:00:00Z'));
    expect(countContacts(path)).toBe(1);
    // Under the other name it would have another lock.
    expect(() => countContacts(`${path}.before-restore-2027-03-01T12-00-00Z`)).toThrow('2 names');
  });

  it('leaves the old database or the restored one, whole', async () => {
    const path = filledDatabase(1);
    const backups = await Promise.all([filledDatabase(500), filledDatabase(2_000)].map(backupOf));
    for (let round = 0; round < 20; round += 1) {
      const child = startChild('./restore-again-and-again.ts', import.meta.url, [path, ...backups]);
      await child.nextLine();
      await new Promise((resolve) => setTimeout(resolve, (round * 37) % 100));
      await child.kill();
      expect([1, 500, 2_000]).toContain(countContacts(path));
      expect(integrityOf(path)).toBe('ok');
    }
  });
});

function integrityOf(path: string): unknown {
  using db = openDatabase(path, { mode: 'read-only' });
  return db.prepare('pragma integrity_check').get()?.integrity_check;
}
