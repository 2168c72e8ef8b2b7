import { describe, expect, test } from 'vitest';
import { builtinPolicies } from '../../../src/config/builtin-policies.ts';
import type { ConfigurationValues } from '../../../src/config/configuration-layer.ts';
import { listDatedWarnings } from '../../../src/config/list-dated-warnings.ts';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';
import { stateNames } from '../../../src/config/state-names.ts';
import { readDate } from '../../../src/domain/calendar/date-text.ts';
import type { EpochDay } from '../../../src/domain/calendar/epoch-day.ts';
import type { ExclusionPolicy, StateRule } from '../../../src/domain/exclusion/exclusion-policy.ts';

const resolve = (values: ConfigurationValues) =>
  resolveConfiguration([{ source: 'config.yaml', values }], { contactCount: 5 });

const codesOf = (warnings: readonly string[]): string[] =>
  warnings.map((warning) => warning.split(':')[0] ?? '');

const datedCodes = (
  values: ConfigurationValues,
  states: ExclusionPolicy['states'],
  today: string,
): string[] =>
  codesOf(
    listDatedWarnings(
      resolve(values).configuration,
      { name: 'x', version: 1, states },
      readDate(today) as EpochDay,
    ),
  );

describe('whatever the date', () => {
  const late = { dates: [{ month: 10, day: 1 }], last_send: { month: 12, day: 7 } };

  test.each<[ConfigurationValues, string[]]>([
    [{ aep: late }, []],
    [{}, ['AEP_BEFORE_OCTOBER']],
    [{ aep: { years: [] } }, []],
    [{ aep: late, timezone: 'EST' }, ['FIXED_TIME_ZONE']],
    [{ aep: late, timing: { followup_delay_days: 60 } }, ['FOLLOWUP_TOO_LATE']],
    [{ aep: late, timing: { followup_delay_days: 42 } }, []],
    [{ aep: late, templates: { aep: { email: null } } }, ['NO_TEMPLATE']],
    [{ aep: late, templates: { birthday: { email: null } } }, []],
    [{ aep: late, load_balancing: { daily_send_percentage_cap: 0 } }, ['DAILY_CAP_ZERO']],
    [{ aep: late, active_statuses: ['active', ' Bounced '] }, ['STATUS_IN_BOTH_LISTS']],
    [{ aep: late, active_statuses: ['active', 'opt-out'] }, ['STATUS_IN_BOTH_LISTS']],
    [{ aep: late, active_statuses: ['client'] }, ['ACTIVE_IS_UNKNOWN']],
    [{ aep: late, active_statuses: ['client'], on_unknown_status: 'send' }, []],
    [{ aep: late, active_statuses: [], suppressed_statuses: ['active', 'unsubscribed'] }, []],
    [{ aep: late, suppressed_statuses: ['Opted_Out'], on_unknown_status: 'send' }, []],
    [{ aep: late, suppressed_statuses: [' Unsubscribe'], on_unknown_status: 'send' }, []],
    [{ aep: late, suppressed_statuses: [] }, []],
    [{ aep: late, suppressed_statuses: [], on_unknown_status: 'send' }, ['UNSUBSCRIBED_GETS_MAIL']],
    [
      { aep: late, suppressed_statuses: [], active_statuses: ['active', 'unsubscribed'] },
      ['UNSUBSCRIBED_GETS_MAIL'],
    ],
  ])('%j warns of %j', (values, codes) => {
    expect(codesOf(resolve(values).warnings)).toEqual(codes);
  });

  test('says where the value comes from', () => {
    expect(resolve({ aep: { dates: [{ month: 9, day: 1 }] } }).warnings[0]).toContain('config.yaml');
  });
});

describe('the coming AEP season', () => {
  test.each([
    ['2026-09-30', [2026], []],
    ['2026-10-01', [2026], ['NO_AEP_YEAR']],
    ['2026-10-01', [2027], []],
    ['2026-01-01', [2027], ['NO_AEP_YEAR']],
    ['2031-01-01', [], []],
    ['2099-01-01', 'every', []],
  ] as const)('on %s with the years %j warns of %j', (today, years, codes) => {
    expect(datedCodes({ aep: { years } }, {}, today)).toEqual(codes);
  });
});

describe('rules that end', () => {
  const until = (effective_to: string): StateRule => ({
    type: 'birthday_window',
    window_after: 5,
    effective_to,
  });
  const from = (effective_from: string): StateRule => ({
    type: 'birthday_window',
    window_after: 5,
    effective_from,
  });

  test.each<[ExclusionPolicy['states'], string[]]>([
    [{ TX: until('2026-06-30') }, ['RULE_EXPIRES']],
    [{ TX: until('2025-12-31') }, ['RULE_EXPIRED']],
    [{ TX: until('2027-06-30') }, []],
    [{ TX: [until('2026-06-30'), from('2026-07-01')] }, []],
    [{ TX: [until('2026-06-30'), from('2026-07-02')] }, ['RULE_EXPIRES']],
    [{ TX: [until('2025-06-30'), from('2025-07-01')] }, []],
    [{ TX: [until('2025-06-30'), from('2025-09-01')] }, []],
  ])('%j warns of %j', (states, codes) => {
    expect(datedCodes({ horizon_days: 365 }, states, '2026-01-01')).toEqual(codes);
  });

  test('a rule that the configuration replaces does not count', () => {
    expect(datedCodes({ state_rules: { TX: null } }, { TX: until('2026-06-30') }, '2026-01-01')).toEqual([]);
  });
});

describe('windows that leave nothing free', () => {
  const everywhere = (rule: StateRule): ExclusionPolicy['states'] =>
    Object.fromEntries(Object.keys(stateNames).map((state) => [state, rule]));

  test('one rule of a year or longer', () => {
    const rule: StateRule = { type: 'birthday_window', window_before: 152, window_after: 152 };
    expect(datedCodes({}, { TX: rule }, '2026-01-01')).toEqual(['RULE_COVERS_YEAR']);
    expect(datedCodes({}, { TX: { ...rule, window_after: 151 } }, '2026-01-01')).toEqual([]);
  });

  test('a policy that excludes everybody', () => {
    expect(datedCodes({}, everywhere({ type: 'year_round' }), '2026-01-01')).toEqual(['POLICY_EXCLUDES_ALL']);
    expect(
      datedCodes({ state_rules: { TX: null } }, everywhere({ type: 'year_round' }), '2026-01-01'),
    ).toEqual([]);
    expect(
      datedCodes({}, everywhere({ type: 'year_round', effective_from: '2026-02-01' }), '2026-01-01'),
    ).toEqual([]);
  });
});

test.each(builtinPolicies)('the policy $name gives no warning in 2026', ({ states }) => {
  expect(datedCodes({}, states, '2026-03-01')).toEqual([]);
});
