import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as useCases from '../../src/app/use-cases.ts';
import * as planner from '../../src/domain/planner.ts';

const root = new URL('../../', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  exports: Record<string, string | { types: string; default: string }>;
};

test('the package exports the use-cases, the planner and the schemas, and nothing by a deeper path', () => {
  expect(Object.keys(manifest.exports)).toEqual(['.', './domain', './schemas/*', './package.json']);
  const targets = Object.values(manifest.exports).filter((target) => typeof target === 'object');
  for (const { default: target } of targets) {
    const source = target.replace('./dist/', 'src/').replace(/\.js$/, '.ts');
    expect(existsSync(new URL(source, root))).toBe(true);
  }
});

const exported: ReadonlyMap<string, unknown> = new Map(Object.entries(useCases));
const files = readdirSync(new URL('src/app/', root)).filter((file) => file.endsWith('.ts'));
const useCaseFiles = files.filter((file) => !['session.ts', 'use-cases.ts'].includes(file));

/** `run-plan.ts`: `runPlan`. */
const mainExportOf = (file: string): string =>
  file.replace('.ts', '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test.each(useCaseFiles)('%s holds the use-case of its name, and it is exported', (file) => {
  expect(exported.get(mainExportOf(file))).toBeTypeOf('function');
});

test('what a caller needs beside the use-cases is exported', () => {
  expect(useCases.errorKinds.LOCKED.exitCode).toBe(3);
  expect(useCases.createSession({ command: 'test', who: 'ann' }).who).toBe('ann');
});

test('the planner plans without a database', () => {
  expect(planner.planContact).toBeTypeOf('function');
  expect(planner.formatDate(planner.toEpochDay(2027, 3, 1))).toBe('2027-03-01');
});
