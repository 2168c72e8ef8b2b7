import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createCommandLine } from '../support/command-line.ts';
import { readTable } from '../support/run-fixture.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const asOf = '2027-03-01T08:00:00-06:00';

async function createOrganisation(contacts: number) {
  const shell = createCommandLine(asOf);
  await shell.json('generate', 'org.db', '--contacts', String(contacts), '--as-of', asOf);
  return shell;
}

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('%s stops a run with exit code %i and one line', async (name, wanted) => {
    using shell = await createOrganisation(40);
    shell.setSignal(AbortSignal.abort(name));
    const { code, out, error } = await shell.call('run', 'org.db', '--as-of', asOf, '--no-backup');
    expect({ code, out }).toEqual({ code: wanted, out: '' });
    expect(error.split('\n').filter((line) => line.startsWith('STOPPED: '))).toHaveLength(1);
    expect(error).toContain(name);
  });

  test('stops an undo', async () => {
    using shell = await createOrganisation(40);
    await shell.json('run', 'org.db', '--as-of', asOf, '--no-backup');
    shell.setSignal(AbortSignal.abort('SIGTERM'));
    expect((await shell.call('runs', 'undo', 'org.db', '--as-of', asOf, '--no-backup')).code).toBe(143);
  });

  test('stops the runs of all organisations', async () => {
    using shell = await createOrganisation(40);
    await shell.call('init', 'central.db');
    for (const id of ['1', '2']) await shell.call('org', 'add', 'central.db', 'name=A', `database=${id}.db`);
    shell.setSignal(AbortSignal.abort('SIGTERM'));
    const { code } = await shell.call('run', '--central', 'central.db', '--all', '--as-of', asOf);
    expect(code).toBe(143);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s reaches a process between two batches', async (name, wanted) => {
    using shell = await createOrganisation(3000);
    shell.write('small.yaml', 'runs: { batch_size: 1 }');
    const flags = ['--as-of', asOf, '--no-backup', '--config', 'small.yaml', '--log-level', 'debug'];
    const child = spawn(process.execPath, [main, 'run', 'org.db', ...flags], {
      cwd: shell.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = once(child, 'close');
    let error = '';
    let isSent = false;
    for await (const line of createInterface(child.stderr)) {
      error += `${line}\n`;
      // The next phase is the one that writes.
      if (!isSent && line.includes('verify')) isSent = child.kill(name);
    }
    expect((await ended)[0]).toBe(wanted);
    expect(error).toMatch(/^STOPPED: .*$/m);
    expect(readTable(`${shell.folder}/org.db`, 'scheduler_checkpoints')).toMatchObject([
      { status: 'stopped' },
    ]);
  });
});
