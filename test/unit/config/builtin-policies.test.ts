import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtinPolicies } from '../../../src/config/builtin-policies.ts';
import { listRules } from '../../../src/config/list-rules.ts';
import { findPolicyProblems } from '../../../src/config/policy-file.ts';

const defaultPolicy = JSON.parse(
  readFileSync(new URL('../../conformance/default-policy.json', import.meta.url), 'utf8'),
) as unknown;

const policyNamed = (name: string) => builtinPolicies.find((policy) => policy.name === name);

test('the policy default is that of the specification', () => {
  expect(policyNamed('default')).toEqual(defaultPolicy);
});

test('policies have different names', () => {
  expect(new Set(builtinPolicies.map(({ name }) => name)).size).toBe(builtinPolicies.length);
});

describe.each(builtinPolicies)('the policy $name', (policy) => {
  test('passes the validation of policy files', () => {
    expect(findPolicyProblems(policy)).toEqual([]);
  });
});

describe('the policy us-2026', () => {
  const states = policyNamed('us-2026')?.states ?? {};

  test('has every state of the policy default', () => {
    expect(Object.keys(states)).toEqual(
      expect.arrayContaining(Object.keys(policyNamed('default')?.states ?? {})),
    );
  });

  test.each(Object.keys(states))('tells for %s where the rule comes from, and to verify it', (state) => {
    for (const { citation } of listRules(states[state])) expect(citation).toContain('verify with counsel');
  });

  test.each([
    ['VA', 0, 60, '2025-07-01'],
    ['OR', 30, 30, undefined],
    ['IL', 0, 45, '2022-01-01'],
    ['LA', 0, 63, '2022-08-01'],
    ['IN', 0, 60, '2026-01-01'],
    ['UT', 0, 60, '2025-05-07'],
    ['WY', 0, 63, '2025-06-04'],
    ['MO', 30, 30, undefined],
  ])('has for %s the window %i/%i from %s on', (state, before, after, from) => {
    const [rule] = listRules(states[state]);
    expect([rule?.window_before, rule?.window_after, rule?.effective_from]).toEqual([before, after, from]);
  });
});
