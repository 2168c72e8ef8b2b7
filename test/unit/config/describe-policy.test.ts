import { expect, test } from 'vitest';
import { builtinPolicies } from '../../../src/config/builtin-policies.ts';
import { describePolicy } from '../../../src/config/describe-policy.ts';
import type { StateRule } from '../../../src/domain/exclusion/exclusion-policy.ts';

const sentenceOf = (rule: StateRule | readonly StateRule[]): string | undefined =>
  describePolicy({ name: 'x', version: 1, states: { CA: rule } })[0]?.sentence;

test.each<[StateRule | readonly StateRule[], string]>([
  [
    { type: 'birthday_window', window_before: 30, window_after: 60 },
    'California (CA): excluded from 90 days before the birthday (30, and 60 of pre-window exclusion) to 60 days after it.',
  ],
  [
    { type: 'effective_date_window', window_after: 1, pre_window_exclusion_days: 0 },
    'California (CA): excluded from the policy anniversary to 1 day after it.',
  ],
  [
    { type: 'birthday_window', window_before: 1, use_month_start: true, pre_window_exclusion_days: 0 },
    'California (CA): excluded from 1 day before the first of the month of the birthday to that day itself.',
  ],
  [{ type: 'year_round' }, 'California (CA): every date is excluded.'],
  [
    { type: 'year_round', effective_from: '2026-01-01', effective_to: '2026-12-31' },
    'California (CA): every date is excluded, for dates from 2026-01-01 up to 2026-12-31.',
  ],
  [
    [
      { type: 'birthday_window', window_after: 30, effective_to: '2025-06-30', pre_window_exclusion_days: 0 },
      { type: 'year_round', age_76_plus: true, effective_from: '2025-07-01' },
    ],
    'California (CA): excluded from the birthday to 30 days after it, for anchor dates up to 2025-06-30; and every date is excluded, for dates from 2025-07-01; every date from the 76th birthday on too.',
  ],
])('says of %j what it does', (rule, sentence) => {
  expect(sentenceOf(rule)).toBe(sentence);
});

test('states come in the order of their codes, with their citations', () => {
  const policy = builtinPolicies.find(({ name }) => name === 'us-2026') ?? {
    name: '',
    version: 1,
    states: {},
  };
  const described = describePolicy(policy);
  const codes = described.map(({ state }) => state);
  expect(codes).toEqual(Object.keys(policy.states).sort());
  for (const { citations } of described) expect(citations).toHaveLength(1);
});

test("the days before the window are the configuration's where the rule names none", () => {
  const policy = {
    name: 'x',
    version: 1,
    states: { KY: { type: 'birthday_window', window_after: 60 } },
  } as const;
  expect(describePolicy(policy, 7)[0]?.sentence).toContain('from 7 days before the birthday');
});
