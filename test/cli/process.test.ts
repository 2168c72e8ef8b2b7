import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createCommandLine } from '../support/command-line.ts';

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const execute = promisify(execFile);

/** Runs the executable under a shell, in a folder; `$S` is the command. */
async function shell(folder: string, script: string): Promise<{ code: number; out: string; error: string }> {
  const env = { PATH: process.env['PATH'] ?? '', NODE: execPath, MAIN: main };
  const child = spawn('bash', ['--norc', '-c', `set -o pipefail; S() { "$NODE" "$MAIN" "$@"; }; ${script}`], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { out: '', error: '' };
  child.stdout.on('data', (text) => {
    written.out += text;
  });
  child.stderr.on('data', (text) => {
    written.error += text;
  });
  const code = await new Promise<number>((resolve) => child.on('close', resolve));
  return { code, ...written };
}

async function createOrganisation() {
  const commandLine = createCommandLine();
  await commandLine.json('generate', 'org.db', '--contacts', '4000', '--as-of', '2027-03-01');
  return commandLine;
}

describe('the executable', () => {
  test('passes arguments, output and exit code on', async () => {
    const { stdout, stderr } = await execute(execPath, [main, '--version']);
    expect({ stdout: stdout.trim(), stderr }).toEqual({
      stdout: expect.stringMatching(/^\d+\./),
      stderr: '',
    });
    await expect(execute(execPath, [main, 'volum'])).rejects.toMatchObject({ code: 2, stdout: '' });
  });

  test('ends quietly when the reader of a long listing has gone', async () => {
    using organisation = await createOrganisation();
    const { code, out, error } = await shell(
      organisation.folder,
      'S schedule org.db --status all --csv | head -1',
    );
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out).toMatch(/^id,contact_id/);
  });

  test('ends quietly when nobody reads from the start, and does its work all the same', async () => {
    using organisation = await createOrganisation();
    const { code, error } = await shell(
      organisation.folder,
      'S hold org.db --reason x | true; S schedule org.db --due --json',
    );
    expect({ code, error }).toEqual({ code: 0, error: '' });
  });

  test.skipIf(!existsSync('/dev/full'))('fails when its output is lost', async () => {
    using organisation = await createOrganisation();
    const { code, error } = await shell(organisation.folder, 'S issues org.db --json > /dev/full');
    expect(code).toBe(1);
    expect(error).toContain('standard output');
  });

  test('hands on all of a long listing to a slow reader', async () => {
    using organisation = await createOrganisation();
    const { out } = await shell(
      organisation.folder,
      'S run org.db --as-of 2027-03-01 --no-backup --log-level silent >/dev/null; S schedule org.db --status all --csv | (sleep 1; wc -l)',
    );
    const { mails } = await organisation.json<{ mails: unknown[] }>('schedule', 'org.db', '--status', 'all');
    expect(Number(out)).toBe(mails.length + 1);
  });
});
