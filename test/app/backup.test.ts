import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type BackupRequest, backupDatabase } from '../../src/backup/backup-database.ts';
import { backupFolder } from '../../src/backup/backup-folder.ts';
import { deleteOldBackups } from '../../src/backup/delete-old-backups.ts';
import { listBackups } from '../../src/backup/list-backups.ts';
import { verifyBackup } from '../../src/backup/verify-backup.ts';
import { schemaVersion } from '../../src/store/migrations.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { startChild, startChildWithFileLimit } from '../store/child-process.ts';
import { filledDatabase } from '../store/filled-database.ts';
import { makeReadOnly, mayMount, smallDisk } from '../store/small-disk.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { rejectedErrorOf, sendwindowErrorOf } from '../store/thrown-error.ts';
import { runOnce } from '../support/run-fixture.ts';

const noon = new Date('2027-03-17T12:00:00Z');
const daysLater = (days: number) => new Date(noon.getTime() + days * 86_400_000);
const backUp = (databasePath: string, changes: Partial<BackupRequest> = {}) =>
  backupDatabase({ databasePath, directory: 'backups', retentionDays: 7, now: noon, ...changes });
const namesIn = (folder: string) => readdirSync(folder).sort();

describe('backupDatabase', () => {
  it('copies the database into the folder beside it, under its name and the time', async () => {
    const path = filledDatabase(100);
    const result = await backUp(path);
    expect(result.path).toBe(join(dirname(path), 'backups', 'org.db-2027-03-17T12-00-00Z.backup'));
    expect(result.bytes).toBe(statSync(result.path).size);
    expect(verifyBackup(result.path)).toMatchObject({
      contacts: 100,
      schedules: 0,
      schemaVersion: schemaVersion(),
    });
    expect(namesIn(dirname(result.path))).toEqual([basename(result.path)]);
    expect(namesIn(dirname(path))).toEqual(['backups', 'org.db']);
  });

  it('holds what was committed and is still in the write-ahead log, and nothing uncommitted', async () => {
    const path = filledDatabase(10);
    using db = openDatabase(path, { mode: 'read-write' });
    db.exec('insert into contacts (id) values (11); begin immediate; insert into contacts (id) values (12)');
    expect(verifyBackup((await backUp(path)).path).contacts).toBe(11);
  });

  it('is one moment of a database that is written all the time', async () => {
    const path = filledDatabase(3_000);
    await startChild('./write-endlessly.ts', import.meta.url, [path]).nextLine();
    for (let second = 0; second < 3; second += 1) {
      const { path: copy } = await backUp(path, { now: daysLater(second / 86_400) });
      expect(verifyBackup(copy).contacts).toBe(3_000);
    }
  });

  it('takes a number where a second has one already', async () => {
    const path = filledDatabase(1);
    for (let time = 0; time < 3; time += 1) await backUp(path);
    const { takenAt } = listBackups(path, 'backups')[0] ?? {};
    expect(takenAt).toBe('2027-03-17 12:00:00');
    expect(listBackups(path, 'backups').map((backup) => basename(backup.path))).toEqual([
      'org.db-2027-03-17T12-00-00Z-3.backup',
      'org.db-2027-03-17T12-00-00Z-2.backup',
      'org.db-2027-03-17T12-00-00Z.backup',
    ]);
  });

  it('has the mode and the owner of the database', async () => {
    const path = filledDatabase(1);
    chmodSync(path, 0o640);
    if (process.getuid?.() === 0) chownSync(path, 65_534, 65_533);
    const { mode, uid, gid } = statSync(path);
    const copy = statSync((await backUp(path)).path);
    expect([copy.mode, copy.uid, copy.gid]).toEqual([mode, uid, gid]);
  });

  it('goes into the folder of the file itself, not of a link to it', async () => {
    const path = filledDatabase(1);
    const link = join(temporaryFolder(), 'link.db');
    symlinkSync(path, link);
    expect((await backUp(link)).path).toBe(
      join(dirname(path), 'backups', 'org.db-2027-03-17T12-00-00Z.backup'),
    );
    expect(listBackups(link, 'backups')).toEqual(listBackups(path, 'backups'));
  });

  it.each([`it's "odd"?#%41.db`, 'ünïcode ☃.db', '.*+.db'])('takes the name %j literally', async (name) => {
    const path = filledDatabase(1, join(temporaryFolder(), name));
    const result = await backUp(path, { directory: 'back ups?#%41' });
    expect(listBackups(path, 'back ups?#%41').map((backup) => backup.path)).toEqual([result.path]);
  });

  it('clears away what a killed backup has left', async () => {
    const path = filledDatabase(20_000);
    const child = startChild('./make-backup.ts', import.meta.url, [path, 'backups', '1000']);
    await child.nextLine();
    await child.nextLine();
    await child.kill();
    const result = await backUp(path, { retentionDays: 0 });
    expect(namesIn(dirname(result.path))).toEqual([basename(result.path)]);
  });
});

describe('backupDatabase fails, leaving no half backup,', () => {
  const failing = async (path: string, changes: Partial<BackupRequest> = {}) => {
    const before = readFileSync(path);
    const error = await rejectedErrorOf(backUp(path, changes));
    expect(error.code).toBe('BACKUP_FAILED');
    expect(readFileSync(path).equals(before)).toBe(true);
    return error;
  };

  it('when its folder is a file', async () => {
    const path = filledDatabase(1);
    writeFileSync(join(dirname(path), 'backups'), '');
    await failing(path);
  });

  it('when the database is cut off or no database', async () => {
    const path = filledDatabase(100);
    truncateSync(path, statSync(path).size - 4096);
    await failing(path);
    writeFileSync(path, 'no database');
    await failing(path);
    expect(existsSync(join(dirname(path), 'backups')) ? namesIn(join(dirname(path), 'backups')) : []).toEqual(
      [],
    );
  });

  it('when the database is damaged within', async () => {
    const path = filledDatabase(100);
    damage(path);
    expect((await failing(path)).message).toContain('did not pass its check');
    expect(namesIn(join(dirname(path), 'backups'))).toEqual([]);
  });

  it('when the copy cannot be written in full', async () => {
    const path = filledDatabase(1_000);
    const child = startChildWithFileLimit(200, './make-backup.ts', import.meta.url, [path, 'backups']);
    const { code, output } = await child.ended();
    expect(code).toBe(0);
    expect(output).toContain('BACKUP_FAILED');
    expect(namesIn(join(dirname(path), 'backups'))).toEqual([]);
  });

  it.skipIf(!mayMount)('when there is no space, before it writes', async () => {
    const path = filledDatabase(1_000);
    const disk = smallDisk(500);
    expect((await failing(path, { directory: disk })).message).toContain('are free');
    expect(namesIn(disk)).toEqual([]);
  });

  it('when its folder cannot be written', async () => {
    const path = filledDatabase(1);
    await failing(path, { directory: '/dev/null/backups' });
    await failing(path, { directory: 'x'.repeat(300) });
  });

  it.skipIf(!mayMount)('when its folder is read-only', async () => {
    const path = filledDatabase(1);
    const disk = smallDisk(5_000);
    makeReadOnly(disk);
    await failing(path, { directory: disk });
  });

  it('and keeps the older ones', async () => {
    const path = filledDatabase(100);
    const { path: first } = await backUp(path);
    damage(path);
    await failing(path, { now: daysLater(30), retentionDays: 0 });
    expect(existsSync(first)).toBe(true);
  });
});

describe('retention', () => {
  const keptAfter = (path: string) => listBackups(path, 'backups').map(({ takenAt }) => takenAt.slice(0, 10));

  it('deletes what is older than its days and says so', async () => {
    const path = filledDatabase(1);
    const { path: first } = await backUp(path);
    await backUp(path, { now: daysLater(4) });
    expect((await backUp(path, { now: daysLater(7) })).deleted).toEqual([]);
    expect((await backUp(path, { now: daysLater(8) })).deleted).toEqual([first]);
    expect(keptAfter(path)).toEqual(['2027-03-25', '2027-03-24', '2027-03-21']);
  });

  it('of 0 days keeps the newest', async () => {
    const path = filledDatabase(1);
    for (const day of [0, 1, 2]) await backUp(path, { now: daysLater(day), retentionDays: 0 });
    expect(keptAfter(path)).toEqual(['2027-03-19']);
  });

  it('keeps the one just made, and the newest, when the clock was set back', async () => {
    const path = filledDatabase(1);
    await backUp(path, { now: daysLater(400) });
    const { path: made } = await backUp(path, { retentionDays: 0 });
    expect(existsSync(made)).toBe(true);
    expect(keptAfter(path)).toEqual(['2028-04-20', '2027-03-17']);
  });

  it('keeps the one just made, a moment ago, behind one of the future', async () => {
    const path = filledDatabase(1);
    await backUp(path, { now: daysLater(400) });
    const { path: made } = await backUp(path, { retentionDays: 0, now: new Date(noon.getTime() + 500) });
    expect(existsSync(made)).toBe(true);
  });

  it('keeps the newest also where none was just made', async () => {
    const path = filledDatabase(1);
    for (const day of [0, 1]) await backUp(path, { now: daysLater(day) });
    const folder = backupFolder(path, 'backups');
    expect(deleteOldBackups(folder, 0, daysLater(400)).deleted).toHaveLength(1);
    expect(deleteOldBackups(folder, 0, daysLater(400)).deleted).toEqual([]);
    expect(keptAfter(path)).toEqual(['2027-03-18']);
  });

  it('deletes nothing where the days are not known', async () => {
    const path = filledDatabase(1);
    await backUp(path);
    const { deleted, warnings } = await backUp(path, { now: daysLater(400), retentionDays: null });
    expect({ deleted, warnings }).toEqual({ deleted: [], warnings: [] });
    expect(keptAfter(path)).toHaveLength(2);
  });

  it.runIf(mayMount)('says in the report of a run which backup it could not delete', async () => {
    const path = filledDatabase(1);
    const { path: old } = await backUp(path);
    spawnSync('mount', ['--bind', old, old]);
    onTestFinished(() => void spawnSync('umount', ['-l', old]));
    await backUp(path, { now: daysLater(399) });
    const { warnings } = await runOnce(
      path,
      '2028-06-01T12:00:00Z',
      { backup: { directory: 'backups' } },
      { backup: true },
    );
    expect(warnings.filter((warning) => warning.startsWith('OLD_BACKUP_KEPT: '))).toEqual([
      expect.stringContaining(old),
    ]);
  });

  it('never touches what has another name', async () => {
    const path = filledDatabase(1);
    const folder = join(dirname(path), 'backups');
    mkdirSync(folder);
    const others = [
      'org.db',
      'org.db-2020-01-01T00-00-00Z.backup.gz',
      'org.db-2020-01-01.backup',
      'my-org.db-2020-01-01T00-00-00Z.backup',
      'org.db-2-2020-01-01T00-00-00Z.backup',
      'ORG.db-2020-01-01T00-00-00Z.backup',
    ];
    for (const name of others) writeFileSync(join(folder, name), 'mine');
    mkdirSync(join(folder, 'org.db-2020-01-01T00-00-00Z.backup'));
    symlinkSync(path, join(folder, 'org.db-2020-01-02T00-00-00Z.backup'));
    const before = namesIn(folder);
    const result = await backUp(path, { retentionDays: 0 });
    expect(namesIn(folder)).toEqual([...before, basename(result.path)].sort());
  });

  it('leaves the backups of another database of the same name in a shared folder', async () => {
    const shared = temporaryFolder();
    const [one, two] = [filledDatabase(1), filledDatabase(2)];
    const first = await backUp(one, { directory: shared });
    const second = await backUp(two, { directory: shared, now: daysLater(30), retentionDays: 0 });
    expect(listBackups(one, shared).map(({ path }) => path)).toEqual([first.path]);
    expect(listBackups(two, shared).map(({ path }) => path)).toEqual([second.path]);
  });
});

describe('listBackups', () => {
  it('is empty where there is no folder', () => {
    expect(listBackups(filledDatabase(1), 'backups')).toEqual([]);
  });

  it('works for a database that is gone', async () => {
    const path = filledDatabase(1);
    const { path: copy, bytes } = await backUp(path);
    renameSync(path, `${path}.gone`);
    expect(listBackups(path, 'backups')).toEqual([{ path: copy, takenAt: '2027-03-17 12:00:00', bytes }]);
  });
});

describe('verifyBackup', () => {
  const codeOf = (path: string) => sendwindowErrorOf(() => verifyBackup(path)).code;

  it('reads a backup on a read-only disk, and leaves nothing behind', async () => {
    const { path } = await backUp(filledDatabase(5));
    const before = readFileSync(path);
    expect(verifyBackup(path)).toEqual({
      path,
      bytes: before.length,
      schemaVersion: schemaVersion(),
      contacts: 5,
      schedules: 0,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(namesIn(dirname(path))).toEqual([basename(path)]);
  });

  it('refuses a file that is not there', () => {
    expect(codeOf(join(temporaryFolder(), 'none'))).toBe('NO_SUCH_FILE');
  });

  it('refuses one that is empty, text, cut off or damaged', async () => {
    const { path } = await backUp(filledDatabase(100));
    truncateSync(path, statSync(path).size - 1);
    expect(codeOf(path)).toBe('BACKUP_FAILED');
    truncateSync(path, 0);
    expect(codeOf(path)).toBe('BACKUP_FAILED');
    writeFileSync(path, 'text '.repeat(1_000));
    expect(codeOf(path)).toBe('BACKUP_FAILED');
    const damaged = filledDatabase(100);
    damage(damaged);
    expect(codeOf(damaged)).toBe('BACKUP_FAILED');
  });

  it("refuses another program's database, and one that is in use", () => {
    const path = join(temporaryFolder(), 'other.db');
    const other = new DatabaseSync(path);
    other.exec('create table t (a)');
    other.close();
    expect(codeOf(path)).toBe('BACKUP_FAILED');
    const used = filledDatabase(1);
    using db = openDatabase(used, { mode: 'read-write' });
    db.exec("insert into holds (reason) values ('stop')");
    expect(codeOf(used)).toBe('BACKUP_FAILED');
  });
});

/** Overwrites a page in the middle of the contacts, as a failing disk would. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, bytes.length - 4096 * 3, bytes.length - 4096 * 2);
  writeFileSync(path, bytes);
}
