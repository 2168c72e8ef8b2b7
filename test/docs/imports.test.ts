import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** From what is at the bottom to the shells: each folder of src imports from those above its own line only. */
const order = [
  ['error', 'domain'],
  ['config', 'store'],
  ['settings', 'backup'],
  ['plan'],
  ['run'],
  ['undo', 'explain', 'campaign', 'policy', 'people', 'generate'],
  ['app'],
  ['cli'],
];

const lineOf = (path: string): number =>
  order.findIndex((line) => line.includes(path.split('/')[1] as string));
const folderOf = (path: string): string => path.split('/')[1] as string;

/** Every import of a file, of types and deferred ones too; what stands in a comment counts, too. */
function importsOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8');
  const found = text.matchAll(/(?:from|import\(|import)\s*'(\.[^']+\.ts)'/g);
  return [...found].map(([, target]) => normalize(join(dirname(path), target as string)));
}

async function readGraph(): Promise<ReadonlyMap<string, readonly string[]>> {
  const graph = new Map<string, readonly string[]>();
  for await (const path of glob('src/**/*.ts', { cwd: root })) {
    if (!path.endsWith('.d.ts')) graph.set(path, importsOf(path));
  }
  return graph;
}

/** A circle of files that import one another, if there is one: takes away all that import nothing that is left. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map([...graph].map(([path, imports]) => [path, imports.filter((to) => graph.has(to))]));
  for (let before = -1; before !== left.size; ) {
    before = left.size;
    for (const [path, imports] of left) if (!imports.some((to) => left.has(to))) left.delete(path);
  }
  return [...left.keys()].sort();
}

test('a circle is found, also a longer one, and nothing else', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a', 'd']],
    ['d', []],
  ]);
  expect(findCircle(graph)).toEqual(['a', 'b', 'c']);
  expect(findCircle(new Map([...graph, ['c', ['d']]]))).toEqual([]);
});

test('no files of src import one another in a circle', async () => {
  const graph = await readGraph();
  expect(graph.size).toBeGreaterThan(400);
  expect(findCircle(graph)).toEqual([]);
});

test('no import of src goes against the arrows', async () => {
  const wrong = [...(await readGraph())].flatMap(([path, imports]) =>
    imports
      .filter((to) => folderOf(to) !== folderOf(path) && lineOf(to) >= lineOf(path))
      .map((to) => `${path} -> ${to}`),
  );
  expect(wrong).toEqual([]);
});
