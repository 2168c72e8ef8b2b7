import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RunReport } from '../../src/run/run-report.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const asOf = '2027-03-01T08:00:00-06:00';

async function createOrganisation(contacts = 40): Promise<CommandLine> {
  const shell = createCommandLine('2027-03-01T14:00:00Z');
  await shell.json('generate', 'org.db', '--contacts', String(contacts), '--as-of', asOf);
  return shell;
}

describe('sendwindow init', () => {
  test('creates, and changes nothing the second time', async () => {
    using shell = createCommandLine();
    expect(await shell.json('init', 'org.db')).toMatchObject({
      database: 'org.db',
      schema_before: 0,
      changed: true,
    });
    expect(await shell.json('init', 'org.db')).toMatchObject({ changed: false });
    expect((await shell.call('init', 'org.db')).out).toContain('up to date');
  });

  test('refuses a folder that does not exist', async () => {
    using shell = createCommandLine();
    expect((await shell.call('init', 'no/such/org.db')).code).toBe(2);
  });
});

describe('sendwindow generate', () => {
  test('makes the same data of the same seed and day', async () => {
    using shell = await createOrganisation();
    await shell.call('generate', 'same.db', '--contacts', '40', '--as-of', asOf, '--seed', '1');
    await shell.call('generate', 'other.db', '--contacts', '40', '--as-of', asOf, '--seed', '2');
    const contactsOf = (name: string) => readTable(`${shell.folder}/${name}`, 'contacts');
    expect(contactsOf('same.db')).toEqual(contactsOf('org.db'));
    expect(contactsOf('other.db')).not.toEqual(contactsOf('org.db'));
  });

  test('refuses a database that holds something', async () => {
    using shell = await createOrganisation();
    const { code, out } = await shell.call('generate', 'org.db', '--contacts', '1', '--json');
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  test('leaves the past out where that is asked for', async () => {
    using shell = createCommandLine();
    const report = await shell.json(
      'generate',
      'new.db',
      '--contacts',
      '500',
      '--history',
      'none',
      '--as-of',
      asOf,
    );
    expect(report).toMatchObject({ contacts: 500, sent_mails: 0, clicks: 0 });
  });
});

describe('sendwindow run', () => {
  test('prints one JSON document with everything that the specification names', async () => {
    using shell = await createOrganisation();
    const report = await shell.json<RunReport>('run', 'org.db', '--as-of', asOf);
    for (const key of [
      'run_id',
      'status',
      'as_of',
      'today',
      'dry_run',
      'contacts',
      'issues',
      'planned',
      'skipped',
      'excluded',
      'adjusted',
      'writes',
      'batches',
      'quarantined',
      'over_cap_days',
      'stuck',
      'checksums',
      'timings_ms',
      'peak_rss_mb',
    ]) {
      expect(report).toHaveProperty(key);
    }
    expect(report).toMatchObject({ status: 'completed', today: '2027-03-01', contacts: { total: 40 } });
    expect(report.run_id).toMatch(/^run-20270301T140000Z-[0-9a-f]{8}$/);
  });

  test('writes nothing at all with --dry-run', async () => {
    using shell = await createOrganisation();
    const before = readTable(`${shell.folder}/org.db`, 'email_schedules');
    const report = await shell.json<RunReport>('run', 'org.db', '--dry-run', '--as-of', asOf);
    expect(report.writes.inserted).toBeGreaterThan(0);
    expect(readTable(`${shell.folder}/org.db`, 'email_schedules')).toEqual(before);
    expect(readTable(`${shell.folder}/org.db`, 'scheduler_checkpoints')).toEqual([]);
    expect(existsSync(`${shell.folder}/backups`)).toBe(false);
  });

  test('backs up before it writes, unless it must not', async () => {
    using shell = await createOrganisation();
    await shell.json('run', 'org.db', '--as-of', asOf, '--no-backup');
    expect(existsSync(`${shell.folder}/backups`)).toBe(false);
    using second = await createOrganisation();
    await second.json('run', 'org.db', '--as-of', asOf);
    expect(existsSync(`${second.folder}/backups`)).toBe(true);
  });

  test('changes nothing the second time, and leaves no record with --no-checkpoint', async () => {
    using shell = await createOrganisation();
    await shell.json('run', 'org.db', '--as-of', asOf);
    const report = await shell.json<RunReport>('run', 'org.db', '--as-of', asOf, '--no-checkpoint');
    expect(report.writes).toMatchObject({ inserted: 0, updated: 0, deleted: 0 });
    expect(readTable(`${shell.folder}/org.db`, 'scheduler_checkpoints')).toHaveLength(1);
  });

  test('takes the horizon from the flag', async () => {
    using shell = await createOrganisation();
    const short = await shell.json<RunReport>(
      'run',
      'org.db',
      '--as-of',
      asOf,
      '--dry-run',
      '--horizon',
      '10',
    );
    const long = await shell.json<RunReport>('run', 'org.db', '--as-of', asOf, '--dry-run');
    expect(short.writes.inserted).toBeLessThan(long.writes.inserted);
  });

  test('plans the contacts it is given', async () => {
    using shell = await createOrganisation();
    const argv = ['run', 'org.db', '--as-of', asOf, '--contact', '3', '--contact', '5', '--contact', '3'];
    expect(await shell.json<RunReport>(...argv)).toMatchObject({ contacts: { total: 2 } });
    const { code, out, error } = await shell.call('run', 'org.db', '--contact', '99999', '--json');
    expect({ code, out, start: error.match(/NO_SUCH_CONTACT/)?.[0] }).toEqual({
      code: 2,
      out: '',
      start: 'NO_SUCH_CONTACT',
    });
  });

  test('makes the database first with --migrate, but not in a dry run', async () => {
    using shell = createCommandLine();
    expect((await shell.call('run', 'new.db', '--migrate', '--dry-run')).code).toBe(2);
    expect(existsSync(`${shell.folder}/new.db`)).toBe(false);
    expect(await shell.json('run', 'new.db', '--migrate')).toMatchObject({ contacts: { total: 0 } });
  });

  test('refuses an unreadable moment and an unreadable configuration before it does anything', async () => {
    using shell = await createOrganisation();
    shell.write('bad.yaml', 'horizon_days: -1\ntimezon: x\n');
    for (const [argv, code] of [
      [['--as-of', '2027-02-29'], 'BAD_DATE'],
      [['--config', 'bad.yaml'], 'BAD_CONFIGURATION'],
      [['--config', 'none.yaml'], 'NO_SUCH_FILE'],
      [['--horizon', '100000'], 'BAD_CONFIGURATION'],
    ] as const) {
      const answer = await shell.call('run', 'org.db', ...argv);
      expect({ code: answer.code, start: answer.error.match(/^[A-Z_]+(?=:)/m)?.[0] }).toEqual({
        code: 2,
        start: code,
      });
    }
    expect(readTable(`${shell.folder}/org.db`, 'scheduler_checkpoints')).toEqual([]);
  });
});

describe('the log level of the configuration', () => {
  test.each([
    ['info', [], true],
    ['warn', [], false],
    ['warn', ['--log-level', 'info'], true],
  ])('%s with %j', async (level, flags, isLogged) => {
    using shell = await createOrganisation();
    shell.write('own.yaml', `log_level: ${level}\n`);
    const argv = ['run', 'org.db', '--as-of', asOf, '--config', 'own.yaml', '--log', 'own.log', ...flags];
    expect((await shell.call(...argv)).code).toBe(0);
    expect(readFileSync(`${shell.folder}/own.log`, 'utf8').includes('run started')).toBe(isLogged);
  });
});
