import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

interface Listed {
  readonly path: string;
  readonly taken_at: string;
  readonly bytes: number;
}

/** A database with one hold, and a backup of it; then a second hold. */
async function backedUp(): Promise<CommandLine> {
  const shell = createCommandLine('2027-03-01T14:00:00Z');
  await shell.call('init', 'org.db');
  await shell.call('hold', 'org.db', '--reason', 'first');
  await shell.call('backup', 'create', 'org.db');
  await shell.call('hold', 'org.db', '--reason', 'second');
  return shell;
}

const listBackups = async (shell: CommandLine): Promise<readonly Listed[]> =>
  (await shell.json<{ backups: Listed[] }>('backup', 'list', 'org.db')).backups;
const countHolds = (shell: CommandLine): number => readTable(join(shell.folder, 'org.db'), 'holds').length;
const name = 'org.db-2027-03-01T14-00-00Z.backup';

describe('sendwindow backup create and list', () => {
  test('make a backup and show it', async () => {
    using shell = await backedUp();
    const [backup] = await listBackups(shell);
    expect(backup).toMatchObject({
      path: join(shell.folder, 'backups', name),
      taken_at: '2027-03-01 14:00:00',
    });
    expect((await shell.call('backup', 'list', 'org.db')).out).toContain(name);
  });

  test('delete what is older than the configuration keeps', async () => {
    using shell = await backedUp();
    shell.setNow('2027-04-01T14:00:00Z');
    const { out } = await shell.call('backup', 'create', 'org.db');
    expect(out).toMatch(/org\.db-2027-04-01T14-00-00Z\.backup, \d+\.\d MB, checked$/m);
    expect(out).toMatch(/^deleted .*2027-03-01/m);
    expect(await listBackups(shell)).toHaveLength(1);
  });

  test('use the folder of the configuration', async () => {
    using shell = await backedUp();
    shell.write('other.yaml', 'backup: { directory: "else where" }');
    expect((await shell.call('backup', 'list', 'org.db', '--config', 'other.yaml')).out).toBe(
      'no backups in else where\n',
    );
    await shell.call('backup', 'create', 'org.db', '--config', 'other.yaml');
    expect(readdirSync(join(shell.folder, 'else where'))).toEqual([name]);
  });

  test('create stops while a run is under way, and where there is no database', async () => {
    using shell = await backedUp();
    expect((await shell.call('backup', 'create', 'none.db')).code).toBe(2);
    expect(readdirSync(shell.folder).filter((file) => file.startsWith('none'))).toEqual([]);
    using _lock = acquireRunLock(join(shell.folder, 'org.db'), {
      pid: 1,
      host: '',
      command: '',
      startedAt: '',
    });
    expect((await shell.call('backup', 'create', 'org.db')).code).toBe(3);
  });
});

describe('a database whose settings cannot be read', () => {
  /** Two backups are made; the stored settings say to keep them for a year, and then cannot be read any more. */
  async function withOldBackups(spoil: string): Promise<CommandLine> {
    const shell = createCommandLine('2027-03-01T14:00:00Z');
    await shell.call('init', 'org.db');
    await shell.call('config', 'set', 'org.db', 'backup.retention_days=365');
    await shell.call('backup', 'create', 'org.db');
    shell.setNow('2027-03-02T14:00:00Z');
    await shell.call('backup', 'create', 'org.db');
    using db = new DatabaseSync(join(shell.folder, 'org.db'));
    db.exec(spoil);
    shell.setNow('2027-05-01T14:00:00Z');
    return shell;
  }

  test.each([
    ['of another version', 'update config_versions set config_data = \'{"no_such_key":1}\''],
    ['of a newer schema', 'pragma user_version = 99'],
  ])('%s is backed up, and keeps its old backups', async (_, spoil) => {
    using shell = await withOldBackups(spoil);
    const { code, error } = await shell.call('backup', 'create', 'org.db');
    expect(code).toBe(0);
    expect(error).toMatch(/^SETTINGS_UNREADABLE: .*no old backup was deleted/ms);
    expect(await listBackups(shell)).toHaveLength(3);
    expect((await shell.call('backup', 'list', 'org.db')).error).toMatch(/^SETTINGS_UNREADABLE: /);
  });

  test('is nothing that a sound database is told', async () => {
    using shell = await withOldBackups('select 1');
    const { error } = await shell.call('backup', 'create', 'org.db');
    expect(error).not.toContain('SETTINGS_UNREADABLE');
    expect(await listBackups(shell)).toHaveLength(3);
  });
});

describe('sendwindow backup verify', () => {
  test('checks all of them, or the one that is named', async () => {
    using shell = await backedUp();
    const { code, out } = await shell.call('backup', 'verify', 'org.db');
    expect({ code, line: out.split('\n')[1] }).toMatchObject({
      code: 0,
      line: expect.stringMatching(`^${name} +ok`) as string,
    });
    expect((await shell.call('backup', 'verify', 'org.db', name)).code).toBe(0);
    expect((await shell.call('backup', 'verify', 'org.db', join('backups', name))).code).toBe(0);
  });

  test('finds what is of no use, with exit code 1', async () => {
    using shell = await backedUp();
    truncateSync(join(shell.folder, 'backups', name), 8192);
    const { code, out, error } = await shell.call('backup', 'verify', 'org.db');
    expect(code).toBe(1);
    expect(out).toContain('unusable');
    expect(error).toMatch(/^BACKUP_FAILED: .*choose another$/m);
    const { code: noCode, error: noError } = await shell.call('backup', 'verify', 'org.db', 'none');
    expect(noCode).toBe(2);
    expect(noError).toMatch(/^NO_SUCH_FILE: .*backup list/);
    expect(noError).not.toContain('init');
  });

  test('does not call it well where there is none', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    expect((await shell.call('backup', 'verify', 'org.db')).error).toMatch(/^NO_SUCH_FILE: /);
  });
});

describe('sendwindow backup restore', () => {
  test.each([['--newest'], [name]])('puts a backup back: %s', async (which) => {
    using shell = await backedUp();
    const { code, out } = await shell.call('backup', 'restore', 'org.db', which);
    expect(code).toBe(0);
    expect(out).toContain('the file before is kept as');
    expect(out).toContain('sendwindow release org.db');
    expect(readTable(join(shell.folder, 'org.db'), 'holds').map(({ reason }) => reason)).toEqual([
      'first',
      expect.stringContaining('restored from a backup'),
    ]);
  });

  test('with --no-hold leaves senders to go on', async () => {
    using shell = await backedUp();
    expect(await shell.json('backup', 'restore', 'org.db', '--newest', '--no-hold')).toMatchObject({
      on_hold: false,
    });
    expect(countHolds(shell)).toBe(1);
  });

  test('puts it back where the database is damaged or gone', async () => {
    using shell = await backedUp();
    writeFileSync(join(shell.folder, 'org.db'), 'damaged');
    await shell.json('backup', 'restore', 'org.db', '--newest');
    expect(countHolds(shell)).toBe(2);
    rmSync(join(shell.folder, 'org.db'));
    expect(await shell.json('backup', 'restore', 'org.db', '--newest')).toMatchObject({ kept_aside: null });
    expect(countHolds(shell)).toBe(2);
  });

  test('wants one backup named, and changes nothing otherwise', async () => {
    using shell = await backedUp();
    expect((await shell.call('backup', 'restore', 'org.db')).code).toBe(2);
    expect((await shell.call('backup', 'restore', 'org.db', name, '--newest')).code).toBe(2);
    expect((await shell.call('backup', 'restore', 'org.db', 'none')).code).toBe(2);
    expect(countHolds(shell)).toBe(2);
  });

  test('refuses while another program has the database open', async () => {
    using shell = await backedUp();
    using db = openDatabase(join(shell.folder, 'org.db'), { mode: 'read-write' });
    db.exec("insert into holds (reason) values ('third')");
    const { code, error } = await shell.call('backup', 'restore', 'org.db', '--newest');
    expect({ code, error: error.slice(0, 5) }).toEqual({ code: 1, error: 'BUSY:' });
    expect(countHolds(shell)).toBe(3);
  });
});

describe('the run of a backup', () => {
  test('is named, and what an undo has backed up is not restored as the newest', async () => {
    using shell = createCommandLine('2027-03-01T14:00:00Z');
    await shell.json('generate', 'org.db', '--contacts', '60', '--as-of', '2027-03-01');
    const run = await shell.json<{ run_id: string }>('run', 'org.db');
    expect((await shell.call('backup', 'restore', 'org.db', '--newest')).code).toBe(0);
    await shell.call('release', 'org.db');
    shell.setNow('2027-03-01T14:10:00Z');
    const second = await shell.json<{ run_id: string }>('run', 'org.db');
    shell.setNow('2027-03-01T14:20:00Z');
    const undo = await shell.json<{ run_id: string }>('runs', 'undo', 'org.db');
    const { backups } = await shell.json<{ backups: { run_id: string; made: string }[] }>(
      'backup',
      'list',
      'org.db',
    );
    expect(backups.map(({ run_id, made }) => [made, run_id])).toEqual([
      ['before', undo.run_id],
      ['before', second.run_id],
      ['before', run.run_id],
    ]);
    expect((await shell.call('backup', 'list', 'org.db')).out).toContain(`before ${undo.run_id}`);
    expect((await shell.call('backup', 'verify', 'org.db')).code).toBe(0);
    const refused = await shell.call('backup', 'restore', 'org.db', '--newest');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.error).toContain('org.db-2027-03-01T14-10-00Z.backup');
    expect((await shell.call('backup', 'restore', 'org.db', 'org.db-2027-03-01T14-10-00Z.backup')).code).toBe(
      0,
    );
  });
});
