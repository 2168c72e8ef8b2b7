import { beforeAll, describe, expect, test } from 'vitest';
import { type CommandLine, createCommandLine } from '../support/command-line.ts';
import { callWith } from './terminal.ts';

const columns = 80;
const asOf = ['--as-of', '2027-01-10'] as const;

let shell: CommandLine;

beforeAll(async () => {
  shell = createCommandLine();
  await shell.call('generate', 'org.db', '--contacts', '300', ...asOf);
  await shell.call('run', 'org.db', '--no-backup', ...asOf);
  await shell.call('init', 'central.db');
  await shell.call('org', 'add', 'central.db', 'name=Acme', 'database=org.db');
  shell.write('policy.yaml', 'name: mine\nversion: 1\nstates: {}\n');
  return () => shell[Symbol.dispose]();
});

describe('what is printed fits into 80 columns', () => {
  test.each([
    ['run', 'org.db', '--dry-run', ...asOf],
    ['run', '--central', 'central.db', '--all', '--dry-run', ...asOf],
    ['explain', 'org.db', '17', ...asOf],
    ['volume', 'org.db', ...asOf],
    ['schedule', 'org.db', '--limit', '10'],
    ['issues', 'org.db'],
    ['issues', 'org.db', '--kind', 'missing_email'],
    ['campaign', 'list', 'org.db'],
    ['verify', 'org.db', ...asOf],
    ['hold', 'org.db', '--reason', 'the template of January has the wrong telephone number. '.repeat(3)],
    ['schedule', 'org.db', '--due', ...asOf],
    ['release', 'org.db'],
    ['runs', 'list', 'org.db'],
    ['policy', 'show'],
    ['policy', 'check', 'policy.yaml'],
    ['policy', 'diff', 'default', 'us-2026'],
    ['policy', 'impact', 'org.db', 'us-2026', ...asOf],
    ['policy', 'activate', 'org.db', 'us-2026'],
    ['policy', 'versions', 'org.db'],
    ['org', 'list', 'central.db'],
  ])('%s %s %s', async (...argv) => {
    const { code, out } = await callWith(
      { cwd: shell.folder, columns, isTerminal: true, env: { NO_COLOR: '1' } },
      ...argv,
    );
    expect(code).toBe(0);
    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([]);
  });

  test('config show keeps key, value and source on a line', async () => {
    const { out } = await callWith({ cwd: shell.folder, columns }, 'config', 'show', 'org.db', ...asOf);
    const line = out.split('\n').find((text) => text.startsWith('timezone')) as string;
    expect(line).toMatch(/America\/Chicago +built-in default$/);
    expect(line.length).toBeLessThanOrEqual(columns);
  });
});
