import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-fixture.ts';

const script = fileURLToPath(new URL('../../bin/sendwindow', import.meta.url));

/** As cron does: almost no environment, and a folder of its own. */
function call(command: string, cwd: string, ...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, argv, {
    cwd,
    env: { PATH: '/usr/bin:/bin' },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('bin/sendwindow', () => {
  test('works from another folder, without an environment, and takes paths from there', () => {
    using folder = temporaryFolder();
    expect(call(script, folder.path, 'init', 'org.db')).toMatchObject({ status: 0, stderr: '' });
    const run = call(script, folder.path, 'run', 'org.db', '--quiet');
    expect(run).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('works by a link', () => {
    using folder = temporaryFolder();
    symlinkSync(script, join(folder.path, 'sendwindow'));
    expect(call('./sendwindow', folder.path, '--version')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+/),
    });
  });

  test('says what is missing before npm ci', () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'bin'));
    copyFileSync(script, join(folder.path, 'bin/sendwindow'));
    const { status, stderr } = call('bin/sendwindow', folder.path, '--version');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^sendwindow: .*npm ci.*\n$/);
  });
});
