import { expect, test } from 'vitest';
import { builtinPolicies } from '../../../src/config/builtin-policies.ts';
import { diffPolicies } from '../../../src/config/diff-policies.ts';
import type { ExclusionPolicy, StateRule } from '../../../src/domain/exclusion/exclusion-policy.ts';

const rule = (window_after: number): StateRule => ({ type: 'birthday_window', window_after });
const policy = (states: ExclusionPolicy['states']): ExclusionPolicy => ({ name: 'x', version: 1, states });

test.each(builtinPolicies)('the policy $name does not differ from itself', (same) => {
  expect(diffPolicies(same, structuredClone(same))).toEqual([]);
});

test('lists added, removed and changed states in the order of their codes, with the keys that differ', () => {
  const before = policy({ OK: rule(60), CA: rule(60), TX: rule(3), NV: rule(1), MD: rule(30) });
  const after = policy({
    OK: rule(60),
    CA: { ...rule(30), citation: 'ours' },
    TX: [rule(3), { type: 'year_round' }],
    NV: [rule(1)],
    AZ: rule(10),
  });
  const found = diffPolicies(before, after);
  expect(found.map(({ state, change, fields }) => [state, change, fields])).toEqual([
    ['AZ', 'added', ['rules']],
    ['CA', 'changed', ['window_after', 'citation']],
    ['MD', 'removed', ['rules']],
    ['TX', 'changed', ['rules']],
  ]);
});

test('says what was and what will be', () => {
  const [difference] = diffPolicies(policy({ CA: rule(60) }), policy({}), 0);
  expect(difference?.before).toBe('California (CA): excluded from the birthday to 60 days after it.');
  expect(difference?.after).toBe('California (CA): no exclusion windows.');
});
