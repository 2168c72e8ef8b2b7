import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeOldNode, leastNode } from '../../src/cli/describe-old-node.ts';
import { temporaryFolder } from '../support/run-fixture.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** The first Node on a usual path that is too old; machines of developers have one, others need not. */
function findOldNode(): string | undefined {
  return ['/usr/bin/node', '/usr/local/bin/node', '/opt/homebrew/bin/node'].find((path) => {
    const major = Number(/^v(\d+)/.exec(spawnSync(path, ['--version']).stdout?.toString() ?? '')?.[1]);
    return major >= 18 && major < leastNode;
  });
}

const oldNode = findOldNode();

describe('a Node that is too old', () => {
  test.each(['18.19.0', '20.20.2', '25.9.9'])('%s is told in one sentence which one is needed', (version) => {
    const sentence = describeOldNode(version) ?? '';
    expect(sentence).toContain(version);
    expect(sentence).toContain(`Node ${leastNode}`);
    expect(sentence).not.toContain('\n');
  });

  test.each(['26.0.0', '26.10.0', '27.0.0', '100.1.1'])('%s is not', (version) => {
    expect(describeOldNode(version)).toBeUndefined();
  });

  test('is the one that package.json and the starter of its scripts refuse', () => {
    expect(JSON.parse(read('package.json')).engines.node).toBe(`>=${leastNode}`);
    expect(read('scripts/start.mjs')).toContain(`const leastNode = ${leastNode};`);
  });

  test('can read the executable, which imports the rest dynamically', () => {
    const imports = [...read('src/cli/main.ts').matchAll(/^import .* from '(.*)'/gm)].map(([, from]) => from);
    expect(imports).toEqual(['node:process', './describe-old-node.ts']);
    expect(read('src/cli/describe-old-node.ts')).not.toMatch(/^import/m);
  });

  test('starts no script of npm without being refused', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const started = Object.values(scripts).flatMap((script) => script.match(/node [^&]*\.ts\b/g) ?? []);
    expect(started.length).toBeGreaterThan(5);
    expect(started.filter((command) => !command.startsWith('node scripts/start.mjs '))).toEqual([]);
  });

  test.runIf(oldNode !== undefined)('prints that sentence and no stack, and exits with 1', () => {
    using folder = temporaryFolder();
    mkdirSync(join(folder.path, 'cli'));
    writeFileSync(join(folder.path, 'package.json'), '{"type":"module"}');
    for (const name of ['main', 'describe-old-node']) {
      const script = stripTypeScriptTypes(read(`src/cli/${name}.ts`)).replaceAll(".ts'", ".js'");
      writeFileSync(join(folder.path, 'cli', `${name}.js`), script);
    }
    const commands = [
      [join(folder.path, 'cli/main.js'), '--help'],
      [new URL('../../scripts/start.mjs', import.meta.url).pathname, 'src/cli/main.ts', '--help'],
    ];
    for (const argv of commands) {
      const { status, stdout, stderr } = spawnSync(oldNode as string, argv, { encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toMatch(/^sendwindow needs Node 26 or later [^\n]*\n$/);
    }
  });
});

test('the starter passes arguments on', () => {
  const start = new URL('../../scripts/start.mjs', import.meta.url).pathname;
  const main = new URL('../../src/cli/main.ts', import.meta.url).pathname;
  const { status, stdout } = spawnSync(process.execPath, [start, main, '--version'], { encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+/) });
});
