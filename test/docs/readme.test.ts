import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-fixture.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text]) => text as string,
  );

/** The README's PATH is set in the repository; the test stays in a folder of its own. */
const shortcut = /^PATH="\$PWD\/bin:\$PATH".*$/m;

function runInShell(script: string, folder: string): string {
  expect(script).toMatch(shortcut);
  const path = `PATH='${repository}bin:'"$PATH"`;
  return execFileSync('bash', ['-euo', 'pipefail', '-c', script.replace(shortcut, path)], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const hasSqlite = spawnSync('sqlite3', ['--version']).status === 0;

describe('README.md', () => {
  test('names the two commands that need nothing else', () => {
    const { scripts } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(blocks('sh')[0]).toMatch(/^npm ci && npm run demo .*\nnpm ci && npm test .*\n$/);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test']));
  });

  // The import is done by the `sqlite3` shell, which is not everywhere.
  test.runIf(hasSqlite)('has a first run that works as it is', () => {
    using folder = temporaryFolder();
    const output = runInShell(blocks('sh')[1] ?? '', folder.path);
    expect(output).toContain('AGREES with the stored plan');
    const statements = (blocks('sql')[0] ?? '').replaceAll(':today', "date('now')").replaceAll(':id', '1');
    execFileSync('sqlite3', ['-bail', 'org.db', statements], { cwd: folder.path });
  });
});
