import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../support/run-fixture.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

const below = ['error', 'domain', 'config', 'store'];
const ofRun = [...below, 'settings', 'backup', 'plan'];
const ofUseCases = [...ofRun, 'run'];
const ofApp = [...ofUseCases, 'undo', 'explain', 'campaign', 'policy', 'people', 'generate'];

/** Which folders of src each folder may import from. */
const arrows: Readonly<Record<string, readonly string[]>> = {
  error: [],
  domain: [],
  config: ['error', 'domain'],
  store: ['error', 'domain'],
  settings: below,
  backup: below,
  generate: below,
  plan: [...below, 'settings', 'backup'],
  run: ofRun,
  undo: ofUseCases,
  explain: ofUseCases,
  campaign: ofUseCases,
  policy: ofUseCases,
  people: ofUseCases,
  app: ofApp,
  cli: [...ofApp, 'app'],
};
const folders = Object.keys(arrows);

const plain = ['node:fs', 'node:timers/promises', 'zod', 'yaml', 'csv-parse/sync'];

/** What else a folder may import. */
const packages: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(folders.map((folder) => [folder, plain])),
  error: [],
  domain: [],
  store: ['node:fs', 'node:timers/promises', 'node:sqlite'],
  config: ['node:fs', 'node:timers/promises', 'zod', 'yaml'],
  cli: [...plain, 'commander', 'pino', 'cli-table3'],
};
const anyPackage = [...(packages['cli'] ?? []), 'zipcodes', 'node:sqlite'];

interface Import {
  readonly path: string;
  readonly statement: string;
  readonly permitted: boolean;
}

const importOfFolder = (from: string, to: string): Import => ({
  path: `src/${from}/inner/of-${to}.ts`,
  statement: `export type * from '../../${to}/any.ts';\n`,
  permitted: arrows[from]?.includes(to) === true,
});

const importOfPackage = (from: string, name: string): Import => ({
  path: `src/${from}/of-${name.replaceAll(/\W/g, '-')}.ts`,
  statement: `export const all = await import('${name}');\n`,
  permitted: packages[from]?.includes(name) === true,
});

const imports = folders.flatMap((from) => [
  ...folders.filter((to) => to !== from).map((to) => importOfFolder(from, to)),
  ...anyPackage.map((name) => importOfPackage(from, name)),
]);

/** The files in which the linter finds a forbidden import, relative to the folder. */
function findRefused(folder: string): string[] {
  const biome = join(repository, 'node_modules/@biomejs/biome/bin/biome');
  const options = ['--only=style/noRestrictedImports', '--reporter=github', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, [biome, 'lint', ...options, 'src'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found = stdout.matchAll(/title=lint\/style\/noRestrictedImports,file=([^,]+),/g);
  return [...found].map(([, path]) => relative(folder, path as string));
}

test('every folder of src is in the table of arrows', () => {
  const present = readdirSync(join(repository, 'src'));
  expect(present.filter((folder) => !folders.includes(folder))).toEqual([]);
});

/** An override of biome.json replaces the patterns of another: each folder's list must be complete by itself. */
test('the linter refuses every import against the arrows, and no other', () => {
  using temporary = temporaryFolder();
  const { vcs: _, ...settings } = JSON.parse(readFileSync(join(repository, 'biome.json'), 'utf8')) as {
    vcs: unknown;
  };
  writeFileSync(join(temporary.path, 'biome.json'), JSON.stringify(settings));
  for (const { path, statement } of imports) {
    const file = join(temporary.path, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, statement);
  }
  const refused = imports.filter(({ permitted }) => !permitted).map(({ path }) => path);
  expect(findRefused(temporary.path).sort()).toEqual(refused.sort());
});
