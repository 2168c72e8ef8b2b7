import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { errorKinds, run } from '../../src/cli/embedding.ts';
import { createIo } from '../support/io-builder.ts';

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  exports: Record<string, unknown>;
};

test('the package exports the command line as a function, and by a deeper path nothing but schemas', async () => {
  expect(Object.keys(manifest.exports)).toEqual(['.', './schemas/*', './package.json']);
  const { io, written } = createIo();
  expect(await run(['--version'], io)).toBe(0);
  expect(written.out).toMatch(/^\d+\.\d+/);
  expect(errorKinds.LOCKED.exitCode).toBe(3);
});

test('the package exports the JSON Schema of each document', () => {
  const schema = createRequire(import.meta.url)('sendwindow/schemas/run-all.schema.json') as {
    title: string;
  };
  expect(schema.title).toBe('sendwindow run --all --json');
});
