import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ContactExplanation } from '../../../src/explain/contact-explanation.ts';
import type { PolicyImpact } from '../../../src/policy/policy-impact.ts';
import type { RunReport } from '../../../src/run/run-report.ts';
import { createCommandLine } from '../../support/command-line.ts';
import { readTable } from '../../support/run-fixture.ts';

const when = '2027-03-01T12:00:00Z';

/** A plan without what tells one run from another. */
function planOf(database: string): unknown[] {
  const own = new Set(['id', 'scheduler_run_id', 'created_at', 'updated_at']);
  return readTable(database, 'email_schedules')
    .map((row) => JSON.stringify(Object.entries(row).filter(([name]) => !own.has(name))))
    .sort();
}

test('the compliance officer changes a window, sees what that does, goes back, and the plan is the first again', async () => {
  using shell = createCommandLine(when);
  const database = join(shell.folder, 'org.db');
  await shell.call('generate', 'org.db', '--contacts', '400', '--as-of', when, '--history', 'none');
  const run = () => shell.json<RunReport>('run', 'org.db', '--as-of', when, '--no-backup');
  await run();
  const first = planOf(database);

  // A copy of the policy, with a shorter window for California.
  const shown = await shell.call('policy', 'show', '--db', 'org.db');
  expect(shown.out).toContain('California (CA): excluded from 90 days before the birthday');
  const { default: policy } = (await import('../../conformance/default-policy.json', {
    with: { type: 'json' },
  })) as { default: { states: Record<string, unknown> } };
  const states = {
    ...policy.states,
    CA: { type: 'birthday_window', window_before: 10, window_after: 20 },
  };
  shell.write('policy.json', JSON.stringify({ ...policy, version: 2, states }));
  expect(await shell.call('policy', 'check', 'policy.json')).toMatchObject({ code: 0, error: '' });
  const difference = await shell.call('policy', 'diff', 'default', 'policy.json');
  expect(difference.out).toContain('CA changed: window_before, window_after');

  const before = readTable(database, 'email_schedules');
  const impact = await shell.json<PolicyImpact>('policy', 'impact', 'org.db', 'policy.json', '--as-of', when);
  expect(readTable(database, 'email_schedules')).toEqual(before);
  expect(readTable(database, 'config_versions')).toEqual([]);
  const california = impact.states.find(({ state }) => state === 'CA');
  expect(california?.gained).toBeGreaterThan(0);
  expect(impact.states.length).toBeGreaterThan(0);
  expect(california?.examples.length).toBeLessThanOrEqual(5);

  const example = impact.states.flatMap(({ examples }) => examples).find(({ change }) => change === 'gained');
  const contact = String(example?.contact_id);
  const explain = () => shell.json<ContactExplanation>('explain', 'org.db', contact, '--as-of', when);
  const rulesBefore = (await explain()).policy.rules.join();

  const activation = await shell.call(
    'policy',
    'activate',
    'org.db',
    'policy.json',
    '--drop-states',
    '--by',
    'cora',
  );
  expect(activation).toMatchObject({ code: 0, error: '' });
  expect(activation.out).toContain('kept as version 1');
  expect((await explain()).agrees).toBe(false);
  await run();
  const second = planOf(database);
  expect(second).not.toEqual(first);
  const explained = await explain();
  expect(explained.agrees).toBe(true);
  expect(explained.policy.version).toBe(2);
  expect(explained.policy.rules.join()).not.toBe(rulesBefore);
  const gained = explained.timeline.find(
    (entry) =>
      'email_type' in entry &&
      entry.email_type === example?.email_type &&
      entry.send_date === example.after?.send_date,
  );
  expect(gained).toBeDefined();

  expect(await shell.call('policy', 'rollback', 'org.db', '1')).toMatchObject({ code: 0, error: '' });
  await run();
  const third = planOf(database);
  expect(readTable(database, 'config_versions')).toMatchObject([
    { id: 1, config_type: 'policy', created_by: 'built-in policy' },
    { id: 2, config_type: 'policy', created_by: 'cora' },
    { id: 3, config_type: 'policy', created_by: 'ann', valid_to: null },
  ]);
  expect(third).toEqual(first);
});
