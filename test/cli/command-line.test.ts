import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { renderCliReference } from '../../scripts/documents/render-cli-reference.ts';
import { parseCommandLine } from '../../src/cli/build-program.ts';
import type { CommandDefinition } from '../../src/cli/command-definition.ts';
import { commandGroups, commandTable } from '../../src/cli/command-table.ts';
import { loadableCommands, loadCommand } from '../../src/cli/load-command.ts';
import { run } from '../../src/cli/run-command-line.ts';
import { toSendwindowError } from '../../src/cli/to-sendwindow-error.ts';
import { createCommandLine } from '../support/command-line.ts';
import { createIo } from '../support/io-builder.ts';
import { callWith } from './terminal.ts';

const codeOf = (error: string): string => error.split(':')[0] as string;

describe('help', () => {
  test('lists every command, fitted to the width', async () => {
    const { code, out, error } = await callWith({ columns: 60 }, '--help');
    expect({ code, error }).toEqual({ code: 0, error: '' });
    for (const { name } of commandTable) expect(out).toContain(`  ${name.split(' ')[0]} `);
    expect(Math.max(...out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
  });

  test.each(commandTable.map(({ name }) => [name]))(
    'of %s names its arguments, flags and examples',
    async (name) => {
      const definition = commandTable.find((found) => found.name === name) as CommandDefinition;
      const { code, out } = await callWith({}, ...name.split(' '), '--help');
      expect(code).toBe(0);
      for (const argument of Object.values(definition.arguments)) expect(out).toContain(argument.name);
      for (const option of Object.values(definition.options)) expect(out).toContain(option.flags);
      for (const example of definition.examples) expect(out).toContain(`sendwindow ${example}`);
    },
  );

  test('survives a terminal of one column', async () => {
    expect((await callWith({ columns: 1 }, 'volume', '--help')).code).toBe(0);
  });

  test('shows the version', async () => {
    expect((await callWith({}, '--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('without a command goes to standard error and is bad usage', async () => {
    const { code, out, error } = await callWith({});
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(error).toContain('BAD_USAGE');
  });
});

describe('the table of commands', () => {
  test('gives every option the name under which it is parsed', () => {
    for (const { options } of commandTable) {
      for (const [name, { flags }] of Object.entries(options)) {
        const long = (flags.split(' ')[0] as string).replace(/^--(no-)?/, '');
        expect(long.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())).toBe(name);
      }
    }
  });

  test('has a summary for every group', () => {
    for (const { name } of commandTable) {
      const [group, member] = name.split(' ') as [string, string?];
      if (member !== undefined) expect(commandGroups).toHaveProperty(group);
    }
  });

  test.each(commandTable.flatMap(({ examples }) => examples.map((example) => [example])))(
    'has an example that is understood: %s',
    (example) => {
      const words = [...example.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
        ([, a, b, c]) => a ?? b ?? c ?? '',
      );
      const { io } = createIo();
      expect(parseCommandLine(commandTable, words, io)?.definition.examples).toContain(example);
    },
  );

  test.each(commandTable.map(({ name }) => [name]))('has an action behind %s', async (name) => {
    expect(await loadCommand(name)).toBeTypeOf('function');
  });

  test('stands behind every action', () => {
    expect(loadableCommands).toEqual(commandTable.map(({ name }) => name));
  });

  test('makes a reference in which every command and flag stands', () => {
    const reference = renderCliReference();
    for (const { name, options } of commandTable) {
      expect(reference).toContain(`## sendwindow ${name}\n`);
      for (const { flags } of Object.values(options))
        expect(reference).toContain(`\`${flags.replaceAll('|', '\\|')}\``);
    }
  });
});

describe('bad usage', () => {
  test.each([
    ['an unknown command', ['volum', 'org.db'], 'volume'],
    ['an unknown command with flags', ['volum', 'org.db', '--json'], 'volume'],
    ['an unknown command of a group', ['campaign', 'aply', 'x'], 'apply'],
    ['an unknown flag', ['volume', 'org.db', '--form', '2027-01-01'], '--from'],
    ['a group without a command', ['campaign'], 'apply, list'],
    ['a missing argument', ['volume'], 'DB'],
    ['a second missing argument', ['campaign', 'apply', 'x.yaml'], 'DB'],
    ['an argument too many', ['volume', 'a.db', 'b.db'], 'b.db'],
    ['a flag without its value', ['volume', 'a.db', '--from'], '--from'],
    ['a required flag that is missing', ['hold', 'a.db'], '--reason'],
    ['a word that is no choice', ['volume', 'a.db', '--by', 'year'], 'day, week, month, type'],
    ['a number that is none', ['generate', 'a.db', '--contacts', 'many'], '--contacts'],
    ['a number too large', ['generate', 'a.db', '--contacts', '1e99'], '--contacts'],
    ['a number too small', ['schedule', 'a.db', '--limit', '0'], '--limit'],
    ['a negative number', ['run', 'a.db', '--horizon', '-5'], '--horizon'],
  ])('%s ends with 2 and says what is allowed', async (_, argv, hint) => {
    const { code, out, error } = await callWith({}, ...argv);
    expect({ code, out, errorCode: error.match(/BAD_USAGE(?=: sendwindow)/)?.[0] }).toEqual({
      code: 2,
      out: '',
      errorCode: 'BAD_USAGE',
    });
    expect(error).toContain(hint);
    expect(error).not.toContain(' at ');
  });

  test.each(['2027-02-29', '2027-13-01', '20270301', 'today', '', '0000-01-01'])(
    '--from %j is no date',
    async (text) => {
      const { code, error } = await callWith({}, 'volume', 'org.db', '--from', text);
      expect({ code, errorCode: codeOf(error) }).toEqual({ code: 2, errorCode: 'BAD_DATE' });
    },
  );
});

describe('a file that is no org database', () => {
  const commands = [
    ['volume'],
    ['schedule'],
    ['issues'],
    ['campaign', 'list'],
    ['run', '--dry-run'],
    ['run'],
    ['hold', '--reason', 'x'],
    ['release'],
  ].map((words) => [words.join(' '), words] as const);

  async function callOn(prepare: (path: string) => void, words: readonly string[]) {
    using shell = createCommandLine();
    prepare(join(shell.folder, 'org.db'));
    const place = words[0] === 'campaign' ? 2 : 1;
    return await shell.call(...words.slice(0, place), 'org.db', ...words.slice(place), '--json');
  }

  test.each(commands)('%s: a path where nothing is', async (_, words) => {
    const { code, out, error } = await callOn(() => undefined, words);
    expect({ code, out, errorCode: codeOf(error) }).toEqual({ code: 2, out: '', errorCode: 'NO_SUCH_FILE' });
  });

  test.each(commands)('%s: a folder', async (_, words) => {
    const { code, out, error } = await callOn((path) => mkdirSync(path), words);
    expect({ code, out, errorCode: codeOf(error) }).toEqual({
      code: 2,
      out: '',
      errorCode: 'NOT_A_DATABASE',
    });
  });

  test.each(commands)('%s: a text file', async (_, words) => {
    const { code, out, error } = await callOn((path) => writeFileSync(path, 'id,email\n'.repeat(500)), words);
    expect({ code, out, errorCode: codeOf(error) }).toEqual({
      code: 2,
      out: '',
      errorCode: 'NOT_A_DATABASE',
    });
  });

  test.each(commands)('%s: an empty file', async (_, words) => {
    const { code, error } = await callOn((path) => writeFileSync(path, ''), words);
    expect({ code, errorCode: codeOf(error) }).toEqual({ code: 2, errorCode: 'NOT_A_DATABASE' });
  });

  test.each(commands)('%s: an empty SQLite database', async (_, words) => {
    const makeEmpty = (path: string): void => {
      using db = new DatabaseSync(path);
      db.exec('create table t (x); drop table t');
    };
    const { code, error } = await callOn(makeEmpty, words);
    expect({ code, errorCode: codeOf(error) }).toEqual({ code: 2, errorCode: 'NOT_A_DATABASE' });
  });
});

describe('errors', () => {
  test('show a stack only with --debug', async () => {
    const quiet = await callWith({}, 'volume', 'nothing.db');
    expect(quiet.error.trim().split('\n')).toHaveLength(1);
    const loud = await callWith({}, 'volume', 'nothing.db', '--debug');
    expect(loud.error).toMatch(/^ {4}at /m);
  });

  test('are coloured on a terminal, and not with NO_COLOR', async () => {
    const coloured = await callWith({ isErrorTerminal: true }, 'volum');
    expect(coloured.error).toContain('\u001b[31mBAD_USAGE:\u001b[39m');
    const plain = await callWith({ isErrorTerminal: true, env: { NO_COLOR: '1' } }, 'volum');
    expect(plain.error).not.toContain('\u001b');
    const empty = await callWith({ isErrorTerminal: true, env: { NO_COLOR: '' } }, 'volum');
    expect(empty.error).toContain('\u001b');
  });

  test('escape control characters of what they name', async () => {
    const { error } = await callWith({}, 'volume', 'a\u001b[2Jb\u202e.db');
    expect(error).toContain('a\\u001b[2Jb\\u202e.db');
  });

  test('of the program itself are INTERNAL, exit code 1', async () => {
    const { io, written } = createIo({
      now: () => {
        throw new TypeError('the clock is gone');
      },
    });
    expect(await run(['generate', 'x.db', '--contacts', '1'], io)).toBe(1);
    expect(codeOf(written.error)).toBe('INTERNAL');
  });

  test('of the file system and of SQLite have codes of their own', async () => {
    const full = Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
    expect((await toSendwindowError(full, 'x')).code).toBe('DISK_FULL');
    const busy = Object.assign(new Error('busy'), { code: 'ERR_SQLITE_ERROR', errcode: 5 });
    expect((await toSendwindowError(busy, 'x')).code).toBe('BUSY');
    expect((await toSendwindowError('a text', 'x')).code).toBe('INTERNAL');
  });
});
