import { describe, expect, test } from 'vitest';
import { stateNames } from '../../src/config/state-names.ts';
import { createCommandLine } from '../support/command-line.ts';
import { callWith } from './terminal.ts';

async function createOrganisation() {
  const shell = createCommandLine();
  await shell.json('generate', 'org.db', '--contacts', '60', '--as-of', '2027-03-01');
  return shell;
}

describe('--quiet', () => {
  test('prints nothing where all went well, also without a terminal', async () => {
    using shell = await createOrganisation();
    const argv = ['run', 'org.db', '--as-of', '2027-03-01', '--quiet'];
    expect(await callWith({ cwd: shell.folder }, ...argv)).toEqual({ code: 0, out: '', error: '' });
  });

  test('prints what --json and --csv ask for', async () => {
    using shell = await createOrganisation();
    expect((await shell.call('runs', 'list', 'org.db', '--json', '--quiet')).out).toMatch(/^\{/);
    expect((await shell.call('issues', 'org.db', '--csv', '--quiet')).out).toMatch(/^contact_id,/);
  });

  test('prints errors, and the report where the exit code is not 0', async () => {
    using shell = await createOrganisation();
    expect((await shell.call('run', 'none.db', '--quiet')).error).toMatch(/^NO_SUCH_FILE/);
    shell.write(
      'closed.json',
      JSON.stringify({ name: 'x', version: 1, states: { CA: { type: 'year_round' } } }),
    );
    expect((await shell.call('policy', 'check', 'closed.json', '--quiet')).out).toBe('');
    const { code, out } = await shell.call('config', 'show', 'org.db', '--quiet');
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  test('lets through what a command reports with another exit code', async () => {
    using shell = await createOrganisation();
    const states = Object.fromEntries(
      Object.keys(stateNames).map((state) => [state, { type: 'year_round' }]),
    );
    shell.write('all.json', JSON.stringify({ name: 'x', version: 1, states }));
    const { code, out } = await shell.call('policy', 'check', 'all.json', '--quiet');
    expect(code).toBe(2);
    expect(out).toContain('POLICY_EXCLUDES_ALL');
  });
});
