import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const copy = new URL('../conformance/', import.meta.url);
const shared = new URL('../../../shared/', import.meta.url);

const listJson = (folder: URL): string[] => readdirSync(folder).filter((name) => name.endsWith('.json'));

/** Where a copy comes from: the cases are in a folder of another name. */
const originOf = (path: string): string => path.replace('cases/', 'conformance/');

const copies = [...listJson(copy), ...listJson(new URL('cases/', copy)).map((name) => `cases/${name}`)];

/** `sha256sum` prints a line a file: the sum, two blanks, the path. */
const sumOf = (path: string): string => {
  const sum = createHash('sha256').update(readFileSync(new URL(path, copy)));
  return `${sum.digest('hex')}  ${path}`;
};

/** The originals change: copy them, then write the sums again (CONTRIBUTING.md). */
describe('the copies of the conformance cases and of the defaults', () => {
  test('are the files of test/conformance/SHA256SUMS, no more and no fewer', () => {
    const sums = readFileSync(new URL('SHA256SUMS', copy), 'utf8').trimEnd().split('\n');
    expect(copies.map(sumOf).sort()).toEqual(sums.sort());
  });

  // A checkout by itself has no folder beside it; there the sums alone hold the copies.
  test.runIf(existsSync(shared))('equal the originals in ../shared, and none is missing', () => {
    const cases = listJson(new URL('conformance/', shared)).map((name) => `cases/${name}`);
    expect([...copies].sort()).toEqual([...listJson(shared), ...cases].sort());
    const differing = copies.filter(
      (path) => !readFileSync(new URL(path, copy)).equals(readFileSync(new URL(originOf(path), shared))),
    );
    expect(differing).toEqual([]);
  });
});
