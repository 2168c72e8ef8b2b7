import { describe, expect, it } from 'vitest';
import type { StateRule } from '../../../../src/domain/exclusion/exclusion-policy.ts';
import { resolveStateRules } from '../../../../src/domain/exclusion/state-rules.ts';
import { buildConfiguration, type ConfigurationOverrides } from '../../../support/configuration-builder.ts';
import { day } from '../../../support/day-builder.ts';

function rulesOf(
  states: Readonly<Record<string, StateRule | readonly StateRule[]>>,
  configuration: ConfigurationOverrides = {},
  buffers: readonly (readonly [string, number])[] = [],
) {
  const policy = { name: 'test', version: 1, states };
  return resolveStateRules(buildConfiguration(configuration), policy, new Map(buffers));
}

const birthday: StateRule = { type: 'birthday_window', window_before: 30, window_after: 60 };

describe('a state rule (spec 2.3)', () => {
  it('has every length and switch that it names', () => {
    const rule: StateRule = {
      type: 'effective_date_window',
      window_before: 30,
      window_after: 33,
      pre_window_exclusion_days: 5,
      use_month_start: true,
      age_76_plus: true,
      effective_from: '2026-01-01',
      effective_to: '2029-12-31',
    };
    expect(rulesOf({ MO: rule })('MO')).toEqual([
      {
        type: 'effective_date_window',
        state: 'MO',
        before: 35,
        after: 33,
        useMonthStart: true,
        age76Plus: true,
        effectiveFrom: day('2026-01-01'),
        effectiveTo: day('2029-12-31'),
      },
    ]);
  });

  it('has no days and no switches that it does not name, and the usual buffer of 60 days', () => {
    expect(rulesOf({ KY: { type: 'birthday_window' } })('KY')).toEqual([
      {
        type: 'birthday_window',
        state: 'KY',
        before: 60,
        after: 0,
        useMonthStart: false,
        age76Plus: false,
        effectiveFrom: undefined,
        effectiveTo: undefined,
      },
    ]);
  });

  it('may be one of several of its state', () => {
    const rules = rulesOf({ CA: [birthday, { type: 'year_round' }] })('CA');
    expect(rules.map(({ type }) => type)).toEqual(['birthday_window', 'year_round']);
  });

  it('is none for a state that the policy does not name', () => {
    expect(rulesOf({ CA: birthday })('TX')).toEqual([]);
    expect(rulesOf({ CA: birthday })('')).toEqual([]);
  });
});

describe('the buffer that counts (spec 3.2)', () => {
  const daysBefore = (...given: Parameters<typeof rulesOf>) =>
    rulesOf(...given)('CA').map((rule) => rule.before);
  const timing = { timing: { pre_window_exclusion_days: 45 } };
  const withOwn = { ...birthday, pre_window_exclusion_days: 10 };

  it('is the configuration’s for all', () => {
    expect(daysBefore({ CA: birthday }, timing)).toEqual([75]);
  });

  it('is the rule’s rather than that', () => {
    expect(daysBefore({ CA: withOwn }, timing)).toEqual([40]);
    expect(daysBefore({ CA: { ...birthday, pre_window_exclusion_days: 0 } }, timing)).toEqual([30]);
  });

  it('is the organisation’s for the state rather than either', () => {
    expect(daysBefore({ CA: [withOwn, birthday] }, timing, [['CA', 7]])).toEqual([37, 37]);
    expect(daysBefore({ CA: withOwn }, timing, [['CA', 0]])).toEqual([30]);
    expect(daysBefore({ CA: withOwn }, timing, [['KY', 7]])).toEqual([40]);
  });
});

describe('state_rules of the configuration (spec 3.2)', () => {
  it('replace the policy’s rule of the states they name, and no other', () => {
    const rules = rulesOf(
      { CA: birthday, KY: birthday },
      { state_rules: { CA: { type: 'year_round' }, TX: [birthday, birthday] } },
    );
    expect(rules('CA').map(({ type }) => type)).toEqual(['year_round']);
    expect(rules('KY').map(({ type }) => type)).toEqual(['birthday_window']);
    expect(rules('TX').map(({ before }) => before)).toEqual([90, 90]);
  });

  it('take the rule away with null', () => {
    expect(rulesOf({ CA: birthday }, { state_rules: { CA: null } })('CA')).toEqual([]);
  });
});
