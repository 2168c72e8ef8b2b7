import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorKinds, run } from '../../src/cli/embedding.ts';
import { createIo } from '../support/io-builder.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>;
};

test('the package exports the command line as a function, and nothing by a deeper path', async () => {
  expect(Object.keys(manifest.exports)).toEqual(['.', './package.json']);
  const { io, written } = createIo();
  expect(await run(['--version'], io)).toBe(0);
  expect(written.out).toMatch(/^\d+\.\d+/);
  expect(errorKinds.LOCKED.exitCode).toBe(3);
});
