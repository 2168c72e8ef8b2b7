import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { callWith } from './terminal.ts';

/** What bash proposes for a line whose last word is being typed. */
async function propose(...words: readonly string[]): Promise<string[]> {
  const { out } = await callWith({}, 'completion', 'bash');
  const list = words.map((word) => `'${word}'`).join(' ');
  const script = `${out}\nCOMP_WORDS=(sendwindow ${list}); COMP_CWORD=${words.length}; _sendwindow; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    cwd: '/',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout.split('\n').filter(Boolean);
}

describe('the completion of bash', () => {
  test.each([
    ['commands', ['vol'], ['volume']],
    ['groups', ['camp'], ['campaign']],
    ['the commands of a group', ['campaign', ''], ['apply', 'list']],
    ['flags of a command', ['volume', 'org.db', '--fr'], ['--from']],
    ['flags of a command of a group', ['backup', 'restore', 'org.db', '--ne'], ['--newest']],
    ['files', ['volume', 'et'], ['etc']],
    ['files of a command of a group', ['runs', 'list', 'et'], ['etc']],
    ['nothing for a command that is not there', ['volum', '--fr'], []],
  ])('proposes %s', async (_, words, proposed) => {
    expect(await propose(...words)).toEqual(expect.arrayContaining(proposed));
    if (proposed.length < 2) expect(await propose(...words)).toEqual(proposed);
  });
});

describe('sendwindow completion', () => {
  test.each(['bash', 'zsh', 'fish'])('writes a script for %s', async (shell) => {
    const { code, out } = await callWith({}, 'completion', shell);
    expect(code).toBe(0);
    expect(out).toContain('sendwindow');
  });

  test('refuses another shell', async () => {
    expect(await callWith({}, 'completion', 'bsh')).toMatchObject({ code: 2, out: '' });
  });
});
