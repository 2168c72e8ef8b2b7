import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

interface Version {
  readonly id: number;
  readonly valid_from: string;
  readonly valid_to: string | null;
  readonly created_by: string | null;
  readonly content: unknown;
}

async function withDatabase(body: (shell: CommandLine, database: string) => Promise<void>): Promise<void> {
  using shell = createCommandLine();
  await shell.call('init', 'org.db');
  await body(shell, join(shell.folder, 'org.db'));
}

const listVersions = async (shell: CommandLine): Promise<readonly Version[]> =>
  (await shell.json<{ versions: Version[] }>('config', 'versions', 'org.db')).versions;

describe('config set', () => {
  test('makes a version of a file, with who and from when', async () => {
    await withDatabase(async (shell) => {
      shell.write('a.yaml', 'horizon_days: 60\naep: { years: every }\n');
      const { code, out } = await shell.call('config', 'set', 'org.db', 'a.yaml');
      expect(code).toBe(0);
      expect(out).toContain('configuration version 1, valid at once (2027-01-10 12:00:00 UTC), made by ann');
      expect(out).toContain('horizon_days: - -> 60');
      expect(await listVersions(shell)).toMatchObject([
        { id: 1, valid_to: null, created_by: 'ann', content: { horizon_days: 60, aep: { years: 'every' } } },
      ]);
    });
  });

  test('changes keys of the version in force, takes others away, and leaves the rest', async () => {
    await withDatabase(async (shell) => {
      shell.write('a.yaml', 'horizon_days: 60\ntimezone: America/Denver\ntemplates: { aep: { email: a } }\n');
      await shell.call('config', 'set', 'org.db', 'a.yaml');
      const words = [
        'horizon_days=',
        'aep.years=2026,2027',
        'templates.aep=',
        'state_rules.TX={type: year_round}',
      ];
      expect(await shell.call('config', 'set', 'org.db', ...words)).toMatchObject({ code: 0, error: '' });
      const [newest] = await listVersions(shell);
      expect(newest?.content).toEqual({
        timezone: 'America/Denver',
        aep: { years: [2026, 2027] },
        state_rules: { TX: { type: 'year_round' } },
      });
    });
  });

  test('says when a higher layer counts instead', async () => {
    await withDatabase(async (shell) => {
      await shell.call('org', 'add', 'org.db', 'name=Acme', 'timezone=America/Denver', '--id', '206');
      const { out } = await shell.call('config', 'set', 'org.db', 'timezone=America/New_York');
      expect(out).toContain('(no effect: organisation 206 column timezone counts)');
    });
  });

  test('makes no version where nothing changes, nor with --dry-run', async () => {
    await withDatabase(async (shell) => {
      await shell.call('config', 'set', 'org.db', 'horizon_days=60');
      expect((await shell.call('config', 'set', 'org.db', 'horizon_days=60')).out).toContain(
        'nothing changed',
      );
      const { out } = await shell.call('config', 'set', 'org.db', 'horizon_days=70', '--dry-run');
      expect(out).toContain('nothing was written; it would change');
      expect(await listVersions(shell)).toHaveLength(1);
    });
  });

  test('with --from waits for its day in the time zone of the organisation', async () => {
    await withDatabase(async (shell) => {
      await shell.call('config', 'set', 'org.db', 'horizon_days=60', '--from', '2027-02-01');
      expect(await listVersions(shell)).toMatchObject([{ valid_from: '2027-02-01 06:00:00' }]);
      const horizon = async (asOf: string): Promise<unknown> => {
        const { settings } = await shell.json<{ settings: { key: string; value: unknown }[] }>(
          ...['config', 'show', 'org.db', '--as-of', asOf],
        );
        return settings.find(({ key }) => key === 'horizon_days')?.value;
      };
      expect(await horizon('2027-01-31')).toBe(365);
      expect(await horizon('2027-02-01')).toBe(60);
      const past = await shell.call('config', 'set', 'org.db', 'horizon_days=70', '--from', '2027-01-09');
      expect(past).toMatchObject({ code: 2 });
    });
  });
});

describe('config rollback', () => {
  test('makes older content count again, as a new version', async () => {
    await withDatabase(async (shell) => {
      await shell.call('config', 'set', 'org.db', 'horizon_days=60');
      await shell.call('config', 'set', 'org.db', 'horizon_days=70');
      expect(await shell.call('config', 'rollback', 'org.db', '1')).toMatchObject({ code: 0 });
      expect((await listVersions(shell)).map(({ content }) => content)).toEqual([
        { horizon_days: 60 },
        { horizon_days: 70 },
        { horizon_days: 60 },
      ]);
      await shell.call('config', 'rollback', 'org.db', '0');
      expect((await listVersions(shell))[0]?.content).toEqual({});
    });
  });

  test.each(['9', '-1', 'x', '1.5'])('refuses version %s', async (version) => {
    await withDatabase(async (shell) => {
      expect(await shell.call('config', 'rollback', 'org.db', '--', version)).toMatchObject({ code: 2 });
    });
  });

  test('refuses the version of a policy', async () => {
    await withDatabase(async (shell) => {
      await shell.call('policy', 'activate', 'org.db', 'us-2026');
      const { code, error } = await shell.call('config', 'rollback', 'org.db', '1');
      expect(code).toBe(2);
      expect(error).toContain('1 is a policy');
    });
  });
});

test('a run records the version it used, and the next one uses a newer version', async () => {
  await withDatabase(async (shell, database) => {
    const run = () => shell.call('run', 'org.db', '--no-backup', '--log-level', 'silent');
    await shell.call('config', 'set', 'org.db', 'horizon_days=60');
    await run();
    await shell.call('config', 'set', 'org.db', 'horizon_days=70');
    await run();
    const used = readTable(database, 'run_contents')
      .filter(({ kind }) => kind === 'configuration')
      .map(({ content }) => JSON.parse(String(content)).configuration.horizon_days as number);
    expect(used.sort()).toEqual([60, 70]);
  });
});

test('secrets are never shown', async () => {
  await withDatabase(async (shell) => {
    shell.setEnvironment({ SENDWINDOW_API_TOKEN: 'hush', SENDWINDOW_HORIZON_DAYS: '60' });
    const { out } = await shell.call('config', 'show', 'org.db');
    expect(out).toContain('SENDWINDOW_HORIZON_DAYS');
    expect(out).not.toContain('hush');
    expect(out).not.toContain('API_TOKEN');
  });
});

describe('bad input', () => {
  const tooLarge = `# ${'x'.repeat(10 * 1024 * 1024)}\nhorizon_days: 5\n`;
  const texts: readonly (readonly [string, string, string])[] = [
    ['a wrong type', 'horizon_days: soon', '1:15 WRONG_TYPE'],
    ['a negative number', 'timing:\n  followup_delay_days: -1', '2:24 OUT_OF_RANGE'],
    ['an impossible time', 'send_time: "25:00"', '1:12 BAD_TIME'],
    ['an impossible day', 'aep: { last_send: { month: 2, day: 31 } }', 'BAD_DATE'],
    ['an unknown time zone', 'timezone: Mars/Phobos', '1:11 BAD_TIME_ZONE'],
    ['an unknown state', 'state_rules: { XX: { type: year_round } }', 'UNKNOWN_STATE'],
    ['an unknown key', 'horizen_days: 5', '1:1 UNKNOWN_KEY'],
    ['a duplicate key', 'horizon_days: 5\nhorizon_days: 6', '2:1 DUPLICATE_KEY'],
    ['a tab', 'timing:\n\tfollowup_delay_days: 2', 'SYNTAX'],
    ['an AEP date after the last one', 'aep: { dates: [{ month: 11, day: 1 }] }', 'AEP_AFTER_LAST_SEND'],
    ['an empty file', '', '1:1 EMPTY_FILE'],
    ['10 MB', tooLarge, 'TOO_LARGE'],
  ];

  test.each(texts)(
    '%s is refused by check, set and run, and nothing is written',
    async (_, text, problem) => {
      await withDatabase(async (shell, database) => {
        const path = shell.write('bad.yaml', text);
        for (const argv of [
          ['config', 'check', 'bad.yaml'],
          ['config', 'set', 'org.db', 'bad.yaml'],
          ['run', 'org.db', '--config', 'bad.yaml', '--log-level', 'silent'],
        ]) {
          const { code, out, error } = await shell.call(...argv);
          expect(code).toBe(2);
          expect(out).toBe('');
          expect(error).toContain('BAD_CONFIGURATION');
          // What only does not fit together with other layers has no line of its own in a version.
          expect(error.includes(path) || error.includes('new configuration version')).toBe(true);
          expect(error).toContain(problem);
        }
        expect(readTable(database, 'config_versions')).toEqual([]);
        expect(readTable(database, 'scheduler_checkpoints')).toEqual([]);
      });
    },
  );

  test.each([
    ['horizon_days=soon'],
    ['horizon_days=-1'],
    ['send_time=25:00'],
    ['timezone=Mars/Phobos'],
    ['state_rules.XX={type: year_round}'],
    ['state_rules.TX={type: year_round'],
    ['horizen_days=5'],
    ['aep.last_send={month: 8, day: 1}'],
    ['policy=acme'],
  ])('%s is refused, and nothing is written', async (word) => {
    await withDatabase(async (shell, database) => {
      const { code, error } = await shell.call('config', 'set', 'org.db', word);
      expect(code).toBe(2);
      expect(error).toMatch(/BAD_CONFIGURATION|BAD_POLICY/);
      expect(readTable(database, 'config_versions')).toEqual([]);
    });
  });

  test('an unknown variable is refused, and its value is not shown', async () => {
    await withDatabase(async (shell) => {
      shell.setEnvironment({ SENDWINDOW_API_TOKN: 'hush' });
      const { code, error } = await shell.call('config', 'show', 'org.db');
      expect(code).toBe(2);
      expect(error).toContain('SENDWINDOW_API_TOKN UNKNOWN_KEY');
      expect(error).not.toContain('hush');
    });
  });

  test('several problems are told at once', async () => {
    await withDatabase(async (shell) => {
      shell.write('bad.yaml', 'horizon_days: soon\ntimezone: Mars/Phobos\nbackup: { retention_days: -1 }\n');
      const { error } = await shell.call('config', 'check', 'bad.yaml');
      expect(error.split('\n').filter((line) => line.includes('bad.yaml:'))).toHaveLength(3);
    });
  });

  test('what somebody has spoilt in the table is told with its version, and can be replaced', async () => {
    await withDatabase(async (shell, database) => {
      await shell.call('config', 'set', 'org.db', 'horizon_days=60');
      const { openDatabase } = await import('../../src/store/open-database.ts');
      {
        using db = openDatabase(database, { mode: 'read-write' });
        db.exec(`update config_versions set config_data = '{"horizon_days": "soon"}'`);
      }
      const { code, error } = await shell.call('run', 'org.db', '--log-level', 'silent');
      expect(code).toBe(2);
      expect(error).toContain('configuration version 1');
      shell.write('good.yaml', 'horizon_days: 70\n');
      expect(await shell.call('config', 'set', 'org.db', 'good.yaml')).toMatchObject({ code: 0 });
    });
  });
});

test('a warning that is acknowledged is told no more, until its value changes', async () => {
  await withDatabase(async (shell) => {
    const { out } = await shell.call('config', 'show', 'org.db');
    const command =
      /sendwindow (config set org\.db acknowledged_warnings\.AEP_BEFORE_OCTOBER=v[0-9a-f]{8})/.exec(out);
    expect((await shell.call(...(command?.[1] ?? '').split(' '))).code).toBe(0);
    const warnings = async (): Promise<readonly string[]> =>
      (await shell.json<{ warnings: string[] }>('run', 'org.db', '--dry-run')).warnings;
    expect(await warnings()).toEqual([]);
    await shell.call('config', 'set', 'org.db', 'aep.dates=[{ month: 9, day: 1 }]');
    expect(await warnings()).toEqual([expect.stringMatching(/^AEP_BEFORE_OCTOBER: /)]);
  });
});
