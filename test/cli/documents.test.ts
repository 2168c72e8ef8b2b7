import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../src/cli/build-program.ts';
import { commandTable } from '../../src/cli/command-table.ts';
import { userVariable } from '../../src/config/user-variable.ts';
import { errorKinds } from '../../src/error/error-code.ts';
import { oddWarningCodes } from '../../src/plan/list-odd-warnings.ts';
import { createIo } from '../support/io-builder.ts';

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');

/** The command lines of a document's shell blocks, as words. */
function commandLines(name: string): string[][] {
  const blocks = [...read(name).matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block ?? '');
  const lines = blocks.flatMap((block) => block.split('\n').filter((line) => line.startsWith('sendwindow ')));
  return lines.map((line) =>
    [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '').slice(1),
  );
}

describe('docs/operations.md', () => {
  test.each(commandLines('operations.md').map((words) => [words.join(' '), words] as const))(
    'sendwindow %s is a command line that is understood',
    (_, words) => {
      expect(parseCommandLine(commandTable, words, createIo().io)).toBeDefined();
    },
  );

  test('speaks only of error codes that there are', () => {
    const codes = [...read('operations.md').matchAll(/`([A-Z]+_[A-Z_]+|BUSY|CORRUPT|LOCKED)`/g)].map(
      ([, code]) => code,
    );
    expect(codes.length).toBeGreaterThan(5);
    expect(oddWarningCodes.filter((code) => !codes.includes(code))).toEqual([]);
    const sources = globSync('src/**/*.ts').map((path) => readFileSync(path, 'utf8'));
    const isWarning = (code: string): boolean =>
      (oddWarningCodes as readonly string[]).includes(code) ||
      sources.some((text) => text.includes(`${code}: `));
    const isKnown = (code = ''): boolean =>
      Object.hasOwn(errorKinds, code) || code === userVariable || isWarning(code);
    expect(codes.filter((code) => !isKnown(code))).toEqual([]);
  });
});
