import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { migrateDatabase } from '../../src/store/migrate.ts';
import { loadMigrations, schemaVersion } from '../../src/store/migrations.ts';
import { acquireRunLock } from '../../src/store/run-lock.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';

const holder = { pid: 1, host: 'h', command: 'test', startedAt: '2027-01-01 00:00:00' };

/** A database of schema 2 with a contact. */
function oldDatabase(shell: CommandLine): string {
  const path = join(shell.folder, 'org.db');
  migrateDatabase(path, loadMigrations().slice(0, 2));
  const db = new DatabaseSync(path);
  db.exec("insert into contacts (email) values ('a@b.org')");
  db.close();
  return path;
}

function schemaOf(path: string): unknown {
  using db = new DatabaseSync(path);
  return db.prepare('pragma user_version').get()?.['user_version'];
}

describe('sendwindow init', () => {
  test('creates a database without a lock, and upgrades one after a backup', async () => {
    using shell = createCommandLine();
    expect(await shell.json('init', 'new.db')).toMatchObject({
      schema_before: 0,
      schema: schemaVersion(),
      changed: true,
      backup: null,
    });
    expect(readdirSync(shell.folder)).toEqual(['new.db']);
    const path = oldDatabase(shell);
    const { backup } = await shell.json<{ backup: string }>('init', 'org.db');
    expect([schemaOf(path), schemaOf(backup)]).toEqual([schemaVersion(), 2]);
    expect(await shell.json('init', 'org.db')).toMatchObject({ changed: false, backup: null });
  });

  test('takes over somebody’s contacts after a copy that is no backup of ours', async () => {
    using shell = createCommandLine();
    const db = new DatabaseSync(join(shell.folder, 'own.db'));
    db.exec(`create table contacts (id integer primary key, email text, zip_code text, state text, birth_date text,
        effective_date text, phone_number text, status text);
      insert into contacts (email) values ('a@b.org')`);
    db.close();
    const { backup } = await shell.json<{ backup: string }>('init', 'own.db');
    expect(backup).toContain('own.db.before-init-');
    expect([schemaOf(join(shell.folder, 'own.db')), schemaOf(backup)]).toEqual([schemaVersion(), 0]);
    expect(await shell.json('backup', 'list', 'own.db')).toMatchObject({ backups: [] });
  });

  test('gives a database that was dumped and reloaded its marks back, after a copy', async () => {
    using shell = createCommandLine();
    const path = join(shell.folder, 'org.db');
    migrateDatabase(path);
    const db = new DatabaseSync(path);
    db.exec('pragma application_id = 0; pragma user_version = 0');
    db.close();
    const { backup } = await shell.json<{ backup: string }>('init', 'org.db');
    expect([schemaOf(path), schemaOf(backup)]).toEqual([schemaVersion(), 0]);
  });

  test('makes no backup where none is wanted', async () => {
    using shell = createCommandLine();
    const path = oldDatabase(shell);
    expect(await shell.json('init', 'org.db', '--no-backup')).toMatchObject({ backup: null, changed: true });
    expect(schemaOf(path)).toBe(schemaVersion());
  });

  test.each([['init'], ['run', '--migrate']])(
    '%s: with the lock held nothing changes, exit code 3',
    async (command, ...flags) => {
      using shell = createCommandLine();
      const path = oldDatabase(shell);
      using _lock = acquireRunLock(path, holder);
      const files = readdirSync(shell.folder);
      expect((await shell.call(command, 'org.db', ...flags)).code).toBe(3);
      expect(schemaOf(path)).toBe(2);
      expect(readdirSync(shell.folder)).toEqual(files);
    },
  );

  test('run --migrate upgrades after a backup and then plans', async () => {
    using shell = createCommandLine();
    const path = oldDatabase(shell);
    expect((await shell.call('run', 'org.db', '--migrate')).code).toBe(0);
    expect(schemaOf(path)).toBe(schemaVersion());
    const schemas = readdirSync(join(shell.folder, 'backups')).map((name) =>
      schemaOf(join(shell.folder, 'backups', name)),
    );
    expect(schemas).toContain(2);
  });

  test.each(['init', 'run'])('%s of a file that is no database leaves nothing beside it', async (command) => {
    using shell = createCommandLine();
    const path = shell.write('bad.yaml', 'horizon_days: 30\n'.repeat(100));
    const before = readFileSync(path, 'utf8');
    expect((await shell.call(command, 'bad.yaml')).code).toBe(2);
    expect(readdirSync(shell.folder)).toEqual(['bad.yaml']);
    expect(readFileSync(path, 'utf8')).toBe(before);
  });

  test('restores a trigger that is missing, and says so', async () => {
    using shell = createCommandLine();
    await shell.call('init', 'org.db');
    const db = new DatabaseSync(join(shell.folder, 'org.db'));
    db.exec('drop trigger contacts_record_update');
    db.close();
    const refused = await shell.call('run', 'org.db', '--no-backup');
    expect([refused.code, refused.error.startsWith('SCHEMA_ALTERED')]).toEqual([2, true]);
    expect((await shell.call('hold', 'org.db', '--reason', 'stop')).code).toBe(0);
    expect(await shell.json('init', 'org.db')).toMatchObject({
      changed: true,
      restored: ['trigger contacts_record_update is missing'],
    });
    expect((await shell.call('run', 'org.db', '--no-backup')).code).toBe(0);
  });

  test('takes stored settings that cannot be read for no obstacle, and says where the backup is', async () => {
    using shell = createCommandLine();
    const path = oldDatabase(shell);
    const db = new DatabaseSync(path);
    db.exec(
      "insert into config_versions (config_type, config_data, valid_from) values ('configuration', '{\"nonsense\": 1}', '2020-01-01 00:00:00')",
    );
    db.close();
    const report = await shell.json<{ warnings: string[]; backup: string }>('init', 'org.db');
    expect(report.warnings.map((warning) => warning.split(':')[0])).toEqual(['BACKUP_SETTINGS_UNREADABLE']);
    expect(schemaOf(report.backup)).toBe(2);
  });
});
