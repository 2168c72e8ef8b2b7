import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

const repository = new URL('../../', import.meta.url);

async function list(patterns: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for await (const path of glob(patterns, { cwd: fileURLToPath(repository) })) paths.push(path);
  return paths.sort();
}

const read = (path: string): string => readFileSync(new URL(path, repository), 'utf8');

const documents = await list(['*.md', 'docs/**/*.md']);
const sources = await list(['{src,test,bench,scripts}/**/*.ts']);

describe('documents', () => {
  test.each(documents)('%s links to files that are there', (path) => {
    const base = pathToFileURL(fileURLToPath(new URL(path, repository)));
    const links = [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, link]) => link as string);
    expect(links.filter((link) => !existsSync(new URL(link, base)))).toEqual([]);
  });

  test('that comments and messages name are there', () => {
    const named = sources.flatMap(
      (path) => read(path).match(/\bdocs\/[\w/.-]+\.(?:md|yaml|sql|json)\b/g) ?? [],
    );
    const missing = [...new Set(named)].filter((path) => !existsSync(new URL(path, repository)));
    expect(missing).toEqual([]);
  });
});
