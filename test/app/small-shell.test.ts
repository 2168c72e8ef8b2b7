import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runSmallShell } from '../../examples/small-shell.ts';
import { createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const source = readFileSync(new URL('../../examples/small-shell.ts', import.meta.url), 'utf8');

test('a shell of at most forty lines knows the use-cases alone', () => {
  expect(source.trimEnd().split('\n').length).toBeLessThanOrEqual(40);
  const imports = [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path]) => path);
  expect(imports).toEqual(['../src/app/use-cases.ts']);
});

test('a small shell plans, explains and previews', async () => {
  using shell = createCommandLine();
  const database = `${shell.folder}/org.db`;
  await shell.call('generate', database, '--contacts', '200', '--history', 'none', '--as-of', '2027-01-10');

  const dry = await runSmallShell(['plan', database]);
  expect(dry).toMatchObject({ status: 'completed', dry_run: true, contacts: { total: 200 } });
  expect(readTable(database, 'email_schedules')).toEqual([]);

  const report = (await runSmallShell(['plan-and-write', database])) as { writes: { inserted: number } };
  expect(report.writes.inserted).toBe(readTable(database, 'email_schedules').length);
  expect(report.writes.inserted).toBeGreaterThan(0);

  expect(await runSmallShell(['explain', database, '17'])).toMatchObject({ contact_id: 17, agrees: true });
  expect(await runSmallShell(['preview', database, 'us-2026'])).toMatchObject({
    policy_after: { name: 'us-2026' },
    contacts: 200,
  });
});

test('a small shell hands on the errors of the use-cases', async () => {
  await expect(runSmallShell(['plan', '/nowhere/org.db'])).rejects.toMatchObject({ code: 'NO_SUCH_FILE' });
});
