import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { builtinPolicies } from '../../src/config/builtin-policies.ts';
import { stateNames } from '../../src/config/state-names.ts';
import type { PolicyImpact } from '../../src/policy/policy-impact.ts';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const when = '2027-03-01T12:00:00Z';
const [builtin] = builtinPolicies;

const changed = (states: object): string =>
  JSON.stringify({ ...builtin, version: 2, states: { ...builtin?.states, ...states } });

const everyState = (): string =>
  JSON.stringify({
    name: 'closed',
    version: 1,
    states: Object.fromEntries(Object.keys(stateNames).map((state) => [state, { type: 'year_round' }])),
  });

async function withDatabase(body: (shell: CommandLine, database: string) => Promise<void>): Promise<void> {
  using shell = createCommandLine(when);
  await shell.call('init', 'org.db');
  await body(shell, join(shell.folder, 'org.db'));
}

describe('policy check', () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ['an empty file', '', 'EMPTY_FILE'],
    ['a missing name', '{ "version": 1, "states": {} }', 'MISSING_KEY'],
    ['an unknown state', '{ name: a, version: 1, states: { XX: { type: year_round } } }', 'UNKNOWN_STATE'],
    ['an unknown type', '{ name: a, version: 1, states: { CA: { type: moon } } }', 'NOT_ALLOWED'],
    [
      'a negative number',
      '{ name: a, version: 1, states: { CA: { type: birthday_window, window_after: -1 } } }',
      'OUT_OF_RANGE',
    ],
    ['a tab', 'name: a\nversion: 1\nstates:\n\tCA: { type: year_round }', 'SYNTAX'],
    ['a duplicate key', 'name: a\nname: b\nversion: 1\nstates: {}', 'DUPLICATE_KEY'],
    ['10 MB', `# ${'x'.repeat(10 * 1024 * 1024)}`, 'TOO_LARGE'],
  ];

  test.each(bad)('%s is refused by check and activate, and nothing is written', async (_, text, problem) => {
    await withDatabase(async (shell, database) => {
      shell.write('bad.yaml', text);
      for (const argv of [
        ['policy', 'check', 'bad.yaml'],
        ['policy', 'activate', 'org.db', 'bad.yaml'],
        ['policy', 'impact', 'org.db', 'bad.yaml'],
      ]) {
        const { code, out, error } = await shell.call(...argv);
        expect(code).toBe(2);
        expect(out).toBe('');
        expect(error).toContain('BAD_POLICY');
        expect(error).toContain(problem);
      }
      expect(readTable(database, 'config_versions')).toEqual([]);
    });
  });

  test('a policy that excludes everybody has exit code 2, and is activated by force only', async () => {
    await withDatabase(async (shell, database) => {
      shell.write('closed.json', everyState());
      const check = await shell.call('policy', 'check', 'closed.json');
      expect(check.code).toBe(2);
      expect(check.out).toContain('POLICY_EXCLUDES_ALL');
      const refused = await shell.call('policy', 'activate', 'org.db', 'closed.json', '--drop-states');
      expect(refused.code).toBe(2);
      expect(refused.error).toContain('POLICY_EXCLUDES_ALL');
      expect(readTable(database, 'config_versions')).toEqual([]);
      const forced = await shell.call(
        'policy',
        'activate',
        'org.db',
        'closed.json',
        '--drop-states',
        '--force',
      );
      expect(forced.code).toBe(0);
    });
  });

  test('a policy without states is warned of', async () => {
    await withDatabase(async (shell) => {
      shell.write('empty.yaml', 'name: open\nversion: 1\nstates: {}\n');
      const { code, out } = await shell.call('policy', 'check', 'empty.yaml');
      expect(code).toBe(0);
      expect(out).toContain('POLICY_EMPTY');
    });
  });
});

describe('policy show', () => {
  test('explains each state in a sentence, and claims nothing about the law', async () => {
    await withDatabase(async (shell) => {
      for (const name of ['default', 'us-2026']) {
        const { code, out } = await shell.call('policy', 'show', name);
        expect(code).toBe(0);
        for (const state of Object.keys(builtin?.states ?? {})) expect(out).toContain(`(${state}): `);
        expect(out).toContain('the exclusion policy of the organisation');
        expect(out).not.toMatch(/\b(law|legal|forbid|prohibit|must not)/i);
      }
    });
  });

  test('of a database shows the policy in force with its state_rules and the buffers', async () => {
    await withDatabase(async (shell) => {
      await shell.call('org', 'add', 'org.db', 'name=Acme', 'state_buffers.CA=5', 'state_rules.ID=null');
      const { out } = await shell.call('policy', 'show', '--db', 'org.db');
      expect(out).toContain('from 35 days before the birthday (30, and 5 of pre-window exclusion)');
      expect(out).toContain('Idaho (ID): no exclusion windows.');
    });
  });

  test('an unknown name says what there is', async () => {
    await withDatabase(async (shell) => {
      const { code, error } = await shell.call('policy', 'show', 'acme');
      expect(code).toBe(2);
      expect(error).toContain('default, us-2026');
    });
  });
});

test('policy diff tells what differs, also between stored versions', async () => {
  await withDatabase(async (shell) => {
    shell.write('p.json', changed({ CA: { type: 'year_round' }, TX: { type: 'year_round' } }));
    await shell.call('policy', 'activate', 'org.db', 'p.json', '--drop-states');
    const { states } = await shell.json<{ states: { state: string; change: string }[] }>(
      ...['policy', 'diff', '1', '2', '--db', 'org.db'],
    );
    expect(states.map(({ state, change }) => `${state} ${change}`)).toEqual(['CA changed', 'TX added']);
    expect((await shell.call('policy', 'diff', 'p.json', '2', '--db', 'org.db')).out).toContain(
      'the same rules',
    );
  });
});

describe('policy activate', () => {
  test('keeps the built-in policy as the first version, so that one can go back', async () => {
    await withDatabase(async (shell, database) => {
      await shell.call('policy', 'activate', 'org.db', 'us-2026', '--by', 'cora');
      await shell.call('policy', 'rollback', 'org.db', '1');
      const rows = readTable(database, 'config_versions');
      expect(rows.map((row) => [row['created_by'], JSON.parse(String(row['config_data'])).name])).toEqual([
        ['built-in policy', 'default'],
        ['cora', 'us-2026'],
        ['ann', 'default'],
      ]);
    });
  });

  test('of the policy in force makes no version', async () => {
    await withDatabase(async (shell, database) => {
      expect((await shell.call('policy', 'activate', 'org.db', 'default')).out).toContain('in force already');
      expect(readTable(database, 'config_versions')).toEqual([]);
    });
  });

  test('says so where the organisation names another policy', async () => {
    await withDatabase(async (shell) => {
      await shell.call('org', 'add', 'org.db', 'name=Acme', 'policy=us-2026', '--id', '206');
      shell.write('p.json', changed({ CA: { type: 'year_round' } }));
      const { out } = await shell.call('policy', 'activate', 'org.db', 'p.json', '--drop-states');
      expect(out).toContain('POLICY_NOT_IN_FORCE');
      expect(out.replaceAll(/\s+/g, ' ')).toContain('organisation 206 column policy');
    });
  });
});

describe('policy impact', () => {
  const measure = (shell: CommandLine, file: string): Promise<PolicyImpact> =>
    shell.json<PolicyImpact>('policy', 'impact', 'org.db', file, '--as-of', when);

  async function generate(shell: CommandLine): Promise<void> {
    await shell.call('generate', 'org.db', '--contacts', '300', '--as-of', when);
    await shell.call('run', 'org.db', '--as-of', when, '--no-backup', '--log-level', 'silent');
  }

  test('of the policy in force is nothing', async () => {
    await withDatabase(async (shell) => {
      await generate(shell);
      expect(await measure(shell, 'default')).toMatchObject({
        total: { contacts: 0, gained: 0, lost: 0, moved: 0 },
        states: [],
        rules: [],
      });
    });
  });

  test('is what a run after activation does: by contact, the mails gained, lost and moved', async () => {
    await withDatabase(async (shell, database) => {
      await generate(shell);
      shell.write('p.json', changed({ TX: { type: 'year_round' } }));
      const plan = () =>
        readTable(database, 'email_schedules').filter(
          (row) => row['status'] === 'pre-scheduled' || row['status'] === 'skipped',
        );
      const before = plan();
      const impact = await measure(shell, 'p.json');
      expect(plan()).toEqual(before);

      await shell.call('policy', 'activate', 'org.db', 'p.json', '--drop-states');
      await shell.call('run', 'org.db', '--as-of', when, '--no-backup', '--log-level', 'silent');

      const sent = (rows: Record<string, unknown>[]) =>
        new Map(
          rows
            .filter((row) => row['status'] === 'pre-scheduled')
            .map((row) => [
              JSON.stringify([
                row['contact_id'],
                row['email_type'],
                row['event_date'],
                row['campaign_instance_id'],
                row['target_id'],
                row['parent_email_id'],
              ]),
              row['scheduled_send_date'],
            ]),
        );
      const [then, now] = [sent(before), sent(plan())];
      const lost = [...then.keys()].filter((key) => !now.has(key)).length;
      const gained = [...now.keys()].filter((key) => !then.has(key)).length;
      const moved = [...then].filter(([key, date]) => now.has(key) && now.get(key) !== date).length;
      expect(lost).toBeGreaterThan(0);
      expect(impact.total).toMatchObject({ lost, gained, moved });
      expect(impact.rules).toMatchObject([{ state: 'TX', change: 'added' }]);
      const texas = impact.states.find(({ state }) => state === 'TX');
      expect(texas?.examples.length).toBe(Math.min(5, texas?.lost ?? 0));
    });
  });

  test('is told in words that need no explanation', async () => {
    await withDatabase(async (shell) => {
      await generate(shell);
      shell.write('p.json', changed({ TX: { type: 'year_round' } }));
      const { code, out } = await shell.call('policy', 'impact', 'org.db', 'p.json', '--as-of', when);
      expect(code).toBe(0);
      expect(out).toContain('nothing was written');
      expect(out).toMatch(/The plan of \d+ of 300 contacts \(\d+ %\) would change/);
      expect(out).toMatch(/\d+ mails that go out now would be withheld \(lost\)/);
      expect(out).toMatch(
        /contact \d+, [\w ]+ mail of \d{4}-\d\d-\d\d: now it goes out on .*; then it is withheld/,
      );
    });
  });
});
