import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const when = '2027-03-01T12:00:00Z';

interface AllReport {
  readonly exit_code: number;
  readonly organisations: readonly {
    org_id: number;
    exit_code: number;
    report: { contacts: { total: number } } | null;
    error: { code: string } | null;
  }[];
}

async function withCentral(body: (shell: CommandLine, central: string) => Promise<void>): Promise<void> {
  using shell = createCommandLine(when);
  await shell.call('init', 'central.db');
  await body(shell, join(shell.folder, 'central.db'));
}

const add = (shell: CommandLine, ...words: readonly string[]) =>
  shell.call('org', 'add', 'central.db', ...words);

async function addWithContacts(shell: CommandLine, name: string, contacts: number, ...words: string[]) {
  await shell.call('generate', `${name}.db`, '--contacts', String(contacts), '--as-of', when);
  return await add(shell, `name=${name}`, `database=${name}.db`, ...words);
}

describe('org add, list, show, set', () => {
  test('sort columns, buffers and configuration keys', async () => {
    await withCentral(async (shell) => {
      const words = ['name=Acme', 'database=acme.db', 'timezone=America/Denver', 'state_buffers.CA=45'];
      await add(shell, ...words, 'horizon_days=180', '--id', '206');
      expect(await shell.json('org', 'show', 'central.db', '206')).toMatchObject({
        id: 206,
        name: 'Acme',
        active: true,
        timezone: 'America/Denver',
        config_overrides: { horizon_days: 180 },
        state_buffers: { CA: 45 },
      });
      const set = ['state_buffers.CA=', 'timezone=', 'active=false', 'frequency.period_days=60'];
      expect(await shell.call('org', 'set', 'central.db', '206', ...set)).toMatchObject({ code: 0 });
      expect(await shell.json('org', 'show', 'central.db', '206')).toMatchObject({
        active: false,
        timezone: null,
        config_overrides: { horizon_days: 180, frequency: { period_days: 60 } },
        state_buffers: {},
      });
      const { out } = await shell.call('org', 'list', 'central.db');
      expect(out).toMatch(/206 {2}Acme {2}no /);
    });
  });

  test('older flat names in config_overrides are understood', async () => {
    await withCentral(async (shell) => {
      const overrides = JSON.stringify({ batch_size: 77, daily_send_percentage_cap: 0.5, send_time_hour: 7 });
      await addWithContacts(shell, 'acme', 20, `config_overrides=${overrides}`, '--id', '206');
      const flags = ['--central', 'central.db', '--org', '206'];
      const { settings } = await shell.json<{ settings: { key: string; value: unknown; source: string }[] }>(
        ...['config', 'show', 'acme.db', ...flags],
      );
      expect(settings).toContainEqual({
        key: 'runs.batch_size',
        value: 77,
        source: 'organisation 206 config_overrides.batch_size',
      });
      expect(settings).toContainEqual(expect.objectContaining({ key: 'send_time', value: '07:00' }));
    });
  });

  test.each([
    ['timezone=Mars/Phobos'],
    ['birthday_days_before=-3'],
    ['birthday_days_before=many'],
    ['send_time_hour=25'],
    ['active=perhaps'],
    ['state_buffers.XX=5'],
    ['state_buffers.CA=many'],
    ['size_profile=huge'],
    ['policy=nobody-knows'],
    ['config_overrides={'],
    ['config_overrides={"horizen_days": 5}'],
    ['nonsense=1'],
    ['aep.last_send={month: 1, day: 1}'],
    ['name='],
    ['acme'],
  ])('%s is refused, and nothing is written', async (word) => {
    await withCentral(async (shell, central) => {
      const { code, error } = await add(shell, 'name=Acme', 'database=acme.db', word);
      expect(code).toBe(2);
      expect(error).toMatch(/^(BAD_CONFIGURATION|BAD_POLICY|BAD_USAGE):/);
      expect(readTable(central, 'organizations')).toEqual([]);
    });
  });

  test('an id that is taken, a database that is taken, and an id that nobody has are refused', async () => {
    await withCentral(async (shell, central) => {
      await add(shell, 'name=Acme', 'database=acme.db', '--id', '206');
      expect((await add(shell, 'name=Beta', '--id', '206')).code).toBe(2);
      expect((await add(shell, 'name=Beta', 'database=./acme.db')).code).toBe(2);
      expect((await shell.call('org', 'set', 'central.db', '9', 'name=X')).error).toContain('NO_SUCH_ORG');
      expect((await shell.call('org', 'show', 'central.db', '9')).error).toContain('NO_SUCH_ORG');
      expect(readTable(central, 'organizations')).toHaveLength(1);
    });
  });
});

describe('run --central', () => {
  test('runs one organisation by the settings of the central database, versions included', async () => {
    await withCentral(async (shell) => {
      await addWithContacts(shell, 'acme', 60, 'timezone=America/Denver', '--id', '206');
      await shell.call('config', 'set', 'central.db', 'horizon_days=30');
      const report = await shell.json<{ as_of: string; contacts: { total: number } }>(
        ...['run', '--central', 'central.db', '--org', '206', '--as-of', '2027-03-01', '--no-backup'],
      );
      expect(report.contacts.total).toBe(60);
      expect(report.as_of).toBe('2027-03-01T00:00:00-07:00');
      const used = readTable(join(shell.folder, 'acme.db'), 'run_contents').find(
        ({ kind }) => kind === 'configuration',
      );
      expect(JSON.parse(String(used?.['content'])).configuration).toMatchObject({
        timezone: 'America/Denver',
        horizon_days: 30,
      });
    });
  });

  test('--all goes on after a failure, passes over the inactive, and ends with the worst code', async () => {
    await withCentral(async (shell) => {
      await addWithContacts(shell, 'acme', 30, '--id', '1');
      await add(shell, 'name=gone', 'database=gone.db', '--id', '2');
      await add(shell, 'name=remote', 'database=libsql://remote.example.com', '--id', '3').then(({ code }) =>
        expect(code).toBe(2),
      );
      await addWithContacts(shell, 'beta', 40, '--id', '4');
      await addWithContacts(shell, 'idle', 10, 'active=false', '--id', '5');
      const all = ['run', '--central', 'central.db', '--all', '--as-of', when, '--no-backup'];
      const { exit_code, organisations } = await shell.json<AllReport>(...all);
      expect(exit_code).toBe(2);
      expect(
        organisations.map(({ org_id, report, error }) => [org_id, report?.contacts.total ?? error?.code]),
      ).toEqual([
        [1, 30],
        [2, 'NO_SUCH_FILE'],
        [4, 40],
      ]);
      const { code, out } = await shell.call(...all, '--log-level', 'silent');
      expect(code).toBe(2);
      expect(out).toContain('3 organisations, 1 failed');
      expect(out).toMatch(/ 4 {2}beta {2}completed/);
    });
  });

  test.each([
    [['run']],
    [['run', '--central', 'central.db']],
    [['run', '--all']],
    [['run', 'acme.db', '--central', 'central.db', '--all']],
    [['run', '--central', 'central.db', '--all', '--contact', '5']],
    [['run', '--central', 'central.db', '--org', '9']],
    [['run', '--central', 'nowhere.db', '--org', '9']],
    [['config', 'show', 'central.db', '--central', 'central.db']],
  ])('%s is refused', async (argv) => {
    await withCentral(async (shell) => {
      expect((await shell.call(...argv)).code).toBe(2);
    });
  });
});

describe('an org database that a central database plans', () => {
  const when = ['--as-of', '2027-03-01', '--no-backup'];

  async function planned(body: (shell: CommandLine) => Promise<void>): Promise<void> {
    await withCentral(async (shell) => {
      await shell.call('generate', 'a.db', '--contacts', '30', '--as-of', '2027-03-01');
      await shell.call('org', 'add', 'central.db', 'name=A', 'database=a.db', '--id', '206');
      await shell.json('run', '--central', 'central.db', '--org', '206', ...when);
      await body(shell);
    });
  }

  test('is not planned by its own settings without a word', async () => {
    await planned(async (shell) => {
      const before = readTable(join(shell.folder, 'a.db'), 'email_schedules');
      for (const flags of [[], ['--dry-run']]) {
        const { code, error } = await shell.call('run', 'a.db', ...when, ...flags);
        expect({ code, error }).toEqual({ code: 2, error: expect.stringMatching(/^PLANNED_CENTRALLY: /) });
        expect(error).toContain(`--central ${join(shell.folder, 'central.db')} --org 206`);
      }
      expect(readTable(join(shell.folder, 'a.db'), 'email_schedules')).toEqual(before);
    });
  });

  test('is with --standalone, and by its central database as before', async () => {
    await planned(async (shell) => {
      expect((await shell.call('run', 'a.db', ...when, '--standalone')).code).toBe(0);
      expect((await shell.call('run', 'a.db', ...when)).code).toBe(2);
      const again = await shell.json<{ warnings: string[] }>(
        'run',
        '--central',
        'central.db',
        '--org',
        '206',
        ...when,
      );
      expect(again.warnings.filter((warning) => warning.startsWith('PLANNER_CHANGED'))).toEqual([]);
    });
  });

  test('goes over to another with a warning', async () => {
    await planned(async (shell) => {
      await shell.call('init', 'other.db');
      await shell.call('org', 'add', 'other.db', 'name=A', 'database=a.db', '--id', '3');
      const run = ['run', '--central', 'other.db', '--org', '3', ...when];
      const changed = async (): Promise<number> =>
        (await shell.json<{ warnings: string[] }>(...run)).warnings.filter((text) =>
          text.startsWith('PLANNER_CHANGED: '),
        ).length;
      expect([await changed(), await changed()]).toEqual([1, 0]);
    });
  });

  test('is not marked where it plays both parts, nor by a dry run', async () => {
    await withCentral(async (shell) => {
      await shell.call('generate', 'a.db', '--contacts', '30', '--as-of', '2027-03-01');
      await shell.call('org', 'add', 'a.db', 'name=A', 'database=a.db', '--id', '1');
      await shell.json('run', '--central', 'a.db', '--org', '1', ...when);
      await shell.call('org', 'add', 'central.db', 'name=A', 'database=a.db', '--id', '206');
      await shell.json('run', '--central', 'central.db', '--org', '206', ...when, '--dry-run');
      expect((await shell.call('run', 'a.db', ...when)).code).toBe(0);
    });
  });
});
