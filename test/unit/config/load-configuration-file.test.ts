import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { InvalidInputError } from '../../../src/config/input/problem.ts';
import { loadConfigurationFile, parseConfiguration } from '../../../src/config/load-configuration-file.ts';
import { SendwindowError } from '../../../src/error/sendwindow-error.ts';
import { codeOf, errorOf, problemsOf } from './problems-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'sendwindow-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const problemsIn = (...lines: readonly string[]): string[] =>
  problemsOf(() => parseConfiguration(lines.join('\n'), 'config.yaml')).map((line) =>
    line.replace('config.yaml:', ''),
  );

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('values that are told at their line and column', () => {
  test('ZIPs and states of zip_states', () => {
    expect(problemsIn('zip_states:', '  2134: MA', '  75072: TX', '  90210: Calif')).toEqual([
      '2:3 BAD_ZIP',
      '4:10 UNKNOWN_STATE',
    ]);
  });

  test.each(['US/Pacific-New', 'SystemV/CST6CDT', 'PST'])(
    'the time zone %s, which a run cannot use',
    (zone) => {
      expect(problemsIn('horizon_days: 5', `timezone: ${zone}`)).toEqual(['2:11 BAD_TIME_ZONE']);
    },
  );
});

describe('a file that is right', () => {
  test('is a layer of its values, with the line and column of each key', () => {
    const path = fileOf(
      'good.yaml',
      '# for Denver\ntimezone: America/Denver\ntiming:\n  followup_delay_days: 3\n',
    );
    const { source, values, positions } = loadConfigurationFile(path);
    expect(source).toBe(path);
    expect(values).toEqual({ timezone: 'America/Denver', timing: { followup_delay_days: 3 } });
    expect([...(positions ?? [])]).toEqual([
      ['timezone', `${path}:2:1`],
      ['timing.followup_delay_days', `${path}:4:3`],
    ]);
  });

  test('may be JSON, indented with tabs too', () => {
    const { values } = parseConfiguration(
      '{\n\t"timing": {\n\t\t"followup_delay_days": 3\n\t}\n}',
      'config.json',
    );
    expect(values).toEqual({ timing: { followup_delay_days: 3 } });
  });

  test('may use anchors', () => {
    const { values } = parseConfiguration(
      'state_rules:\n  TX: &rule { type: birthday_window, window_after: 3 }\n  OK: *rule\n',
      'config.yaml',
    );
    expect(values.state_rules?.OK).toEqual({ type: 'birthday_window', window_after: 3 });
  });

  test('keeps the leading zeros of a ZIP, quoted or not', () => {
    const { values, positions } = parseConfiguration(
      'zip_states:\n  02134: MA\n  "00501": NY\n',
      'config.yaml',
    );
    expect(values).toEqual({ zip_states: { '02134': 'MA', '00501': 'NY' } });
    expect(positions?.get('zip_states.02134')).toBe('config.yaml:2:3');
  });

  test('keeps dates and times as the texts they are', () => {
    const { values } = parseConfiguration(
      'send_time: 08:30\nstate_rules: { TX: { type: year_round, effective_from: 2025-07-01 } }',
      'config.yaml',
    );
    expect(values.send_time).toBe('08:30');
    expect(values.state_rules?.TX).toEqual({ type: 'year_round', effective_from: '2025-07-01' });
  });

  test('may set nothing, as long as it says so', () => {
    expect(parseConfiguration('{}', 'config.yaml').values).toEqual({});
  });

  test('may start with a byte-order mark and end its lines the Windows way', () => {
    expect(parseConfiguration('\uFEFFhorizon_days: 5\r\npolicy: x\r\n', 'config.yaml').values).toEqual({
      horizon_days: 5,
      policy: 'x',
    });
  });
});

describe('a file with problems', () => {
  test('has all of them told, in the order of its lines', () => {
    expect(
      problemsIn(
        'send_time: "25:00"',
        'horizen_days: 5',
        'horizon_days: -3',
        'timing:',
        '  followup_delay_days: 1',
        '  followup_delay_days: soon',
        '  post_window_grace_days:',
        'aep: { dates: [{ month: 2, day: 30 }, { month: 10, day: 1 }], last_send: { month: 9, day: 30 } }',
        'timezone: Mars/Olympus',
        'state_rules:',
        '  ZZ: { type: year_round }',
        '  TX: { type: birthday_window }',
      ),
    ).toEqual([
      '1:12 BAD_TIME',
      '2:1 UNKNOWN_KEY',
      '3:15 OUT_OF_RANGE',
      '6:3 DUPLICATE_KEY',
      '6:24 WRONG_TYPE',
      '7:3 WRONG_TYPE',
      '8:16 BAD_DATE',
      '8:39 AEP_AFTER_LAST_SEND',
      '9:11 BAD_TIME_ZONE',
      '11:3 UNKNOWN_STATE',
    ]);
  });

  test('is refused with one error, a line for each problem, that says what was found and what is allowed', () => {
    let error: unknown;
    try {
      parseConfiguration('send_time: "25:00"\nhorizon_days: x', 'config.yaml');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(SendwindowError);
    const { code, exitCode, message } = error as InvalidInputError;
    expect([code, exitCode]).toEqual(['BAD_CONFIGURATION', 2]);
    const lines = message.split('\n');
    expect(lines).toHaveLength(2);
    // The example of the house style, word for word.
    expect(lines[0]).toBe(
      'config.yaml:1:12 BAD_TIME: send_time "25:00" is not a time of day; use 00:00 to 23:59',
    );
  });

  test('may be no YAML in one part: the others are checked all the same', () => {
    expect(
      problemsIn('timing:', '\tfollowup_delay_days: x', 'horizon_days: x', 'aep: *gone', 'policy: 5'),
    ).toEqual(['2:1 SYNTAX', '3:15 WRONG_TYPE', '4:6 SYNTAX', '5:9 WRONG_TYPE']);
  });

  test.each([
    ['a tab as indentation', 'timing:\n\tfollowup_delay_days: 3', ['2:1 SYNTAX']],
    ['a bracket that does not close', 'aep: { years: [2026, 2027 }', ['1:27 SYNTAX']],
    ['a quote that does not close', 'policy: "x', ['1:11 SYNTAX']],
    ['a second document', 'policy: x\n---\npolicy: y', ['2:1 SYNTAX']],
    ['an unknown tag', 'policy: !secret x', ['1:9 SYNTAX']],
    ['a list', '- horizon_days', ['1:1 WRONG_TYPE']],
    ['a word', 'horizon_days', ['1:1 WRONG_TYPE']],
    ['nothing', '', ['1:1 EMPTY_FILE']],
    ['blanks', '\n \n', ['1:1 EMPTY_FILE']],
    ['a comment', '# horizon_days: 5', ['1:1 EMPTY_FILE']],
    ['brackets in brackets by the thousand', '['.repeat(100_000), ['1:1 SYNTAX']],
    [
      'anchors that multiply',
      'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]',
      ['1:1 SYNTAX'],
    ],
  ])('may hold %s', (_, text, problems) => {
    expect(problemsIn(text)).toEqual(problems);
  });

  test('may have a key with hostile text, which is shown harmlessly', () => {
    const action = () => parseConfiguration('"a\\n\\u0007b": 1', 'config.yaml');
    expect(problemsOf(action)).toEqual(['config.yaml:1:1 UNKNOWN_KEY']);
    expect(action).not.toThrow('\u0007');
  });

  test('lists the first hundred of its problems from the top, and counts the others', () => {
    const unknown = Array.from({ length: 50_000 }, (_, i) => `unknown_key_${i}: 1`).join('\n');
    const error = errorOf(() => parseConfiguration(unknown, 'config.yaml'));
    const lines = error.message.split('\n');
    expect(lines).toHaveLength(101);
    expect(lines[0]).toContain('config.yaml:1:1 UNKNOWN_KEY');
    expect(lines[99]).toContain('config.yaml:100:1 UNKNOWN_KEY');
    expect(lines[100]).toBe('and 49,900 more problems');
  });

  test.each([
    ['keys', (i: number) => `k${i}: 1\n`],
    ['one key again and again', () => 'a: 1\n'],
    ['list entries', (i: number) => (i === 0 ? 'policy: [1' : ',1')],
  ])('is given up where it has too many values: %s', (_, write) => {
    const text = Array.from({ length: 130_000 }, (__, i) => write(i)).join('');
    expect(problemsIn(text)).toEqual(['1:1 TOO_LARGE']);
  });

  test('may name the state of every ZIP there is', () => {
    const text = Array.from({ length: 42_555 }, (_, i) => `  ${String(i).padStart(5, '0')}: TX\n`);
    expect(problemsIn(`zip_states:\n${text.join('')}`)).toEqual([]);
  });

  test('may hold ten thousand unknown or repeated keys ', () => {
    const unknown = Array.from({ length: 10_000 }, (_, i) => `key_number_${i}: 1`).join('\n');
    expect(problemsIn(unknown)).toHaveLength(10_000);
    expect(problemsIn('policy: x\n'.repeat(10_000))).toHaveLength(9_999);
    expect(problemsIn(`timing:\n${'\tx: 1\n'.repeat(10_000)}`).length).toBeGreaterThan(9_000);
  });

  test('never crashes the reader, whatever it holds', () => {
    const fragments = fc.constantFrom(
      'timing',
      ':',
      ' ',
      '\n',
      '\t',
      '- ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '&a',
      '*a',
      '5',
      'aep',
      '#',
      '---',
      '? ',
      '|',
      '>',
      '!x',
      '%',
      ',',
      '<<',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 40 }), (parts) => {
        const code = codeOf(() => parseConfiguration(parts.join(''), 'config.yaml'));
        expect([undefined, 'BAD_CONFIGURATION']).toContain(code);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a file that is none', () => {
  test.each([
    ['missing', () => join(folder, 'missing.yaml'), 'NO_SUCH_FILE'],
    ['under a file', () => join(fileOf('plain.yaml', 'policy: x'), 'x.yaml'), 'NO_SUCH_FILE'],
    ['a folder', () => folder, 'BAD_USAGE'],
    ['larger than 1 MiB', () => fileOf('large.yaml', `# ${'x'.repeat(1024 * 1024)}`), 'BAD_CONFIGURATION'],
    ['no UTF-8', () => fileOf('latin1.yaml', Uint8Array.from([0x70, 0x3a, 0x20, 0xe9])), 'BAD_CONFIGURATION'],
  ])('%s is told by its code', (_, makePath, code) => {
    expect(codeOf(() => loadConfigurationFile(makePath()))).toBe(code);
  });

  test('and exactly 1 MiB is read', () => {
    const head = 'policy: x\n#';
    const path = fileOf('full.yaml', head + 'x'.repeat(1024 * 1024 - head.length));
    expect(loadConfigurationFile(path).values).toEqual({ policy: 'x' });
  });
});
