import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { createCommandLine } from '../support/command-line.ts';

interface Version {
  readonly id: number;
  readonly valid_from: string;
  readonly reason: string | null;
}

async function createOrganisation() {
  const shell = createCommandLine();
  await shell.call('init', 'org.db');
  using db = openDatabase(`${shell.folder}/org.db`, { mode: 'read-write' });
  const known = db.prepare("select 1 from pragma_table_info('config_versions') where name = 'reason'").get();
  if (known === undefined) db.exec('alter table config_versions add column reason text');
  return shell;
}

describe('a configuration version to come', () => {
  test('is cancelled, never counts, and says why', async () => {
    using shell = await createOrganisation();
    await shell.call('config', 'set', 'org.db', 'horizon_days=60', '--reason', 'short plans');
    const set = await shell.call('config', 'set', 'org.db', 'horizon_days=30', '--from', '2027-04-01');
    expect(set.out).toContain('sendwindow config cancel org.db 2');
    const cancel = await shell.call('config', 'cancel', 'org.db', '2', '--reason', 'too soon');
    expect({ code: cancel.code, error: cancel.error }).toEqual({ code: 0, error: '' });

    shell.setNow('2027-05-01T12:00:00Z');
    const { settings } = await shell.json<{ settings: { key: string; value: unknown }[] }>(
      'config',
      'show',
      'org.db',
    );
    expect(settings.find(({ key }) => key === 'horizon_days')?.value).toBe(60);
    const { versions } = await shell.json<{ versions: Version[] }>('config', 'versions', 'org.db');
    expect(versions.map(({ reason }) => reason)).toEqual([
      'cancelled 2027-01-10 12:00:00 UTC by ann: too soon',
      'short plans',
    ]);
    expect((await shell.call('config', 'versions', 'org.db')).out).toMatch(/2 +cancelled[\s\S]*1 +in force/);
  });

  test.each([
    ['one that counts', '1'],
    ['one that is not there', '7'],
    ['a policy version', '3'],
    ['one that is cancelled', '2'],
  ])('%s cannot be cancelled', async (_, id) => {
    using shell = await createOrganisation();
    await shell.call('config', 'set', 'org.db', 'horizon_days=60');
    await shell.call('config', 'set', 'org.db', 'horizon_days=30', '--from', '2027-04-01');
    await shell.call('config', 'cancel', 'org.db', '2');
    await shell.call('policy', 'activate', 'org.db', 'us-2026', '--drop-states');
    expect(await shell.call('config', 'cancel', 'org.db', id)).toMatchObject({ code: 2, out: '' });
  });
});

describe('a policy version to come', () => {
  test('says when it takes effect, and is cancelled', async () => {
    using shell = await createOrganisation();
    const argv = ['policy', 'activate', 'org.db', 'us-2026', '--from', '2027-04-01', '--drop-states'];
    const { out } = await shell.call(...argv, '--reason', 'decided in March');
    expect(out).toContain('takes effect at 2027-04-01 05:00:00 UTC');
    expect(out).toContain('sendwindow policy cancel org.db 2');
    expect((await shell.call('policy', 'cancel', 'org.db', '2')).code).toBe(0);
    shell.setNow('2027-05-01T12:00:00Z');
    const shown = await shell.json<{ policy: { name: string } }>('config', 'show', 'org.db');
    expect(shown.policy.name).toBe('default');
  });

  test('at once says so', async () => {
    using shell = await createOrganisation();
    const { out } = await shell.call('policy', 'activate', 'org.db', 'us-2026', '--drop-states');
    expect(out).toContain('takes effect at once');
  });
});

describe('a policy file that lacks states', () => {
  const file = JSON.stringify({
    name: 'two',
    version: 1,
    states: {
      CA: { type: 'birthday_window', window_after: 60 },
      MO: { type: 'effective_date_window', window_before: 30 },
    },
  });

  test('is activated only where that is confirmed', async () => {
    using shell = await createOrganisation();
    shell.write('two.json', file);
    const refused = await shell.call('policy', 'activate', 'org.db', 'two.json');
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.error).toMatch(/^BAD_POLICY: .*\bNY\b/);
    expect((await shell.call('policy', 'activate', 'org.db', 'two.json', '--drop-states')).code).toBe(0);
    // Now nothing is dropped any more.
    shell.write('two.json', file.replace('"version":1', '"version":2'));
    expect((await shell.call('policy', 'activate', 'org.db', 'two.json')).code).toBe(0);
  });

  test('is told by policy check, against the built-in policy or that of a database', async () => {
    using shell = await createOrganisation();
    shell.write('two.json', file);
    const warnings = async (...flags: readonly string[]): Promise<readonly string[]> =>
      (await shell.json<{ warnings: string[] }>('policy', 'check', 'two.json', ...flags)).warnings;
    expect(await warnings()).toContainEqual(expect.stringMatching(/^POLICY_DROPS_STATES: .*\bNY\b/));
    expect(await warnings('--db', 'org.db')).toContainEqual(expect.stringMatching(/^POLICY_DROPS_STATES: /));
    await shell.call('policy', 'activate', 'org.db', 'two.json', '--drop-states');
    expect(await warnings('--db', 'org.db')).toEqual([]);
  });
});
