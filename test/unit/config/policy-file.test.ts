import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { builtinPolicies } from '../../../src/config/builtin-policies.ts';
import { loadPolicyFile, parsePolicy } from '../../../src/config/policy-file.ts';
import { codeOf, problemsOf } from './problems-of.ts';

const problemsIn = (...lines: readonly string[]): string[] =>
  problemsOf(() => parsePolicy(lines.join('\n'), 'p.yaml')).map((line) => line.replace('p.yaml:', ''));

test.each(builtinPolicies)('reads the policy $name back from JSON', (policy) => {
  expect(parsePolicy(JSON.stringify(policy), 'p.json')).toEqual(policy);
});

test("reads one rule or a list as a state's value", () => {
  const policy = parsePolicy(
    `name: ours
version: 2
states:
  CA: { type: birthday_window, window_before: 30, window_after: 60, citation: ours }
  VA:
    - { type: birthday_window, window_after: 30, effective_to: 2025-06-30 }
    - { type: birthday_window, window_after: 60, effective_from: 2025-07-01 }
`,
    'p.yaml',
  );
  expect(policy.states.VA).toHaveLength(2);
});

test('a policy may have no states', () => {
  expect(parsePolicy('{ name: x, version: 1, states: {} }', 'p.yaml').states).toEqual({});
});

test('all problems are told, with their places', () => {
  expect(
    problemsIn(
      'name: ""',
      'version: 0',
      'state: {}',
      'states:',
      '  California: { type: year_round }',
      '  CA: null',
      '  TX: { type: birthday_window }',
      '  OK: []',
      '  NV:',
      '    - { type: birthday_window, window_before: -1 }',
      '    - { type: birthday, window_after: 3 }',
      '    - { window_after: 3 }',
      '  VA: { type: year_round, effective_from: 2025-02-30 }',
      '  OR: { type: year_round, effective_from: 2025-03-02, effective_to: 2025-03-01 }',
      '  NY: 5',
    ),
  ).toEqual([
    '1:7 OUT_OF_RANGE',
    '2:10 OUT_OF_RANGE',
    '3:1 UNKNOWN_KEY',
    '5:3 UNKNOWN_STATE',
    '6:7 WRONG_TYPE',
    '8:7 OUT_OF_RANGE',
    '10:47 OUT_OF_RANGE',
    '11:15 NOT_ALLOWED',
    '12:7 MISSING_KEY',
    '13:43 BAD_DATE',
    '14:43 FROM_AFTER_TO',
    '15:7 WRONG_TYPE',
  ]);
});

test('what is missing is told', () => {
  expect(problemsIn('{}')).toEqual(['1:1 MISSING_KEY', '1:1 MISSING_KEY', '1:1 MISSING_KEY']);
  expect(problemsIn('')).toEqual(['1:1 EMPTY_FILE']);
  expect(problemsIn('- x')).toEqual(['1:1 WRONG_TYPE']);
});

test('a state whose name is written out gets the code as suggestion', () => {
  expect(() =>
    parsePolicy('{ name: x, version: 1, states: { california: { type: year_round } } }', 'p'),
  ).toThrow('did you mean CA?');
});

test('a policy file is read from disk, and its errors are BAD_POLICY', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendwindow-policy-'));
  try {
    const path = join(folder, 'p.yaml');
    writeFileSync(path, '{ name: x, version: 1, states: {} }');
    expect(loadPolicyFile(path).name).toBe('x');
    writeFileSync(path, 'x'.repeat(1024 * 1024 + 1));
    expect(codeOf(() => loadPolicyFile(path))).toBe('BAD_POLICY');
    expect(codeOf(() => parsePolicy('', 'p'))).toBe('BAD_POLICY');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
