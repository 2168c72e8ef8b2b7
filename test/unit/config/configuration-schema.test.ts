import { describe, expect, test } from 'vitest';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { defaultConfiguration } from '../../../src/config/defaults.ts';
import { findConfigurationProblems } from '../../../src/config/find-configuration-problems.ts';
import type { ProblemCode } from '../../../src/config/input/problem.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { valueAt } from '../../../src/config/input/schema-node.ts';
import { assembleEntries, listLayerEntries } from '../../../src/config/layer-entries.ts';
import { sampleValues } from './sample-values.ts';

const keys = listSchemaKeys(configurationSchema);

const codesOf = (key: string, value: unknown): ProblemCode[] =>
  findConfigurationProblems(assembleEntries([[key, value]])).map(({ code }) => code);

test('every key of the defaults is in the schema', () => {
  const known = new Set(keys.map(({ key }) => key));
  const missing = listLayerEntries(defaultConfiguration).filter(([key]) => !known.has(key));
  expect(missing).toEqual([]);
});

test('the samples that these tests use have every key', () => {
  expect(Object.keys(sampleValues).sort()).toEqual(keys.map(({ key }) => key).sort());
});

describe.each(keys)('$key', ({ key, path, facts, schema }) => {
  test('says what it is for, its unit and its default', () => {
    expect(facts.summary).toMatch(/\.$/);
    expect(facts.fallback).toBeDefined();
    const value = valueAt(defaultConfiguration, path);
    expect(facts.fallback).toBe(
      value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value),
    );
    expect(schema).toBeDefined();
  });

  test('takes another allowed value', () => {
    expect(codesOf(key, sampleValues[key])).toEqual([]);
  });

  test('refuses a value of the wrong type', () => {
    const wrong = facts.kind === 'text' ? 12 : 'nonsense';
    const codes = codesOf(key, wrong);
    expect(codes).toHaveLength(1);
    expect(['WRONG_TYPE', 'NOT_ALLOWED']).toContain(codes[0]);
  });

  test('refuses a negative number', () => {
    const codes = codesOf(key, -1);
    expect(codes).toHaveLength(1);
    if (facts.kind === 'number') expect(codes).toEqual(['OUT_OF_RANGE']);
  });

  test('refuses a list where none is meant, and a group', () => {
    if (facts.kind !== 'list' && key !== 'aep.dates') expect(codesOf(key, [])).toHaveLength(1);
    if (facts.kind !== 'data') expect(codesOf(key, { a: 1 })).toHaveLength(1);
  });

  test('refuses no value, unless null means none', () => {
    expect(codesOf(key, null)).toEqual(key.startsWith('templates.') ? [] : ['WRONG_TYPE']);
  });
});

describe('values that are of the right type and impossible', () => {
  test.each<[key: string, value: unknown, code: ProblemCode]>([
    ['send_time', '25:00', 'BAD_TIME'],
    ['send_time', '08:60', 'BAD_TIME'],
    ['send_time', '8:30', 'BAD_TIME'],
    ['timezone', 'CST', 'BAD_TIME_ZONE'],
    ['timezone', 'PST', 'BAD_TIME_ZONE'],
    ['timezone', '+05:00', 'BAD_TIME_ZONE'],
    ['timezone', 'America/Chicgo', 'BAD_TIME_ZONE'],
    ['horizon_days', 1.5, 'WRONG_TYPE'],
    ['horizon_days', Number.NaN, 'WRONG_TYPE'],
    ['horizon_days', Number.POSITIVE_INFINITY, 'WRONG_TYPE'],
    ['load_balancing.daily_send_percentage_cap', 7, 'OUT_OF_RANGE'],
    ['load_balancing.overage_threshold', 0.9, 'OUT_OF_RANGE'],
    ['load_balancing.ed_smoothing_window_days', 0, 'OUT_OF_RANGE'],
    ['frequency.max_emails_per_period', 0, 'OUT_OF_RANGE'],
    ['aep.dates', [], 'OUT_OF_RANGE'],
    ['aep.dates', [{ month: 2, day: 30 }], 'BAD_DATE'],
    ['aep.dates', [{ month: 13, day: 1 }], 'OUT_OF_RANGE'],
    ['aep.dates', [{ month: 9 }], 'MISSING_KEY'],
    ['aep.last_send', { month: 4, day: 31 }, 'BAD_DATE'],
    ['aep.years', 'never', 'WRONG_TYPE'],
    ['aep.years', [1999], 'OUT_OF_RANGE'],
    ['timezone', 'US/Pacific-New', 'BAD_TIME_ZONE'],
    ['timezone', 'SystemV/CST6CDT', 'BAD_TIME_ZONE'],
    ['suppressed_statuses', ['a', 'a'], 'DUPLICATE_VALUE'],
    ['active_statuses', ['a', 'a'], 'DUPLICATE_VALUE'],
    ['on_unknown_status', 'hold', 'NOT_ALLOWED'],
    ['on_duplicate', 'merge', 'NOT_ALLOWED'],
    ['zip_states.2134', 'MA', 'BAD_ZIP'],
    ['zip_states.75072-1234', 'TX', 'BAD_ZIP'],
    ['zip_states.75072', 'tx', 'UNKNOWN_STATE'],
    ['zip_states.75072', 'ZZ', 'UNKNOWN_STATE'],
    ['policy', ' ', 'OUT_OF_RANGE'],
    ['policy', 'x'.repeat(201), 'OUT_OF_RANGE'],
    ['state_rules.ZZ', { type: 'year_round' }, 'UNKNOWN_STATE'],
    ['state_rules.ca', { type: 'year_round' }, 'UNKNOWN_STATE'],
    ['state_rules.CA', {}, 'MISSING_KEY'],
    ['state_rules.CA', [], 'OUT_OF_RANGE'],
    ['state_rules.CA', { type: 'birthday' }, 'NOT_ALLOWED'],
    ['state_rules.CA', { type: 'year_round', effective_from: '2025-02-29' }, 'BAD_DATE'],
    [
      'state_rules.CA',
      { type: 'year_round', effective_from: '2025-02-02', effective_to: '2025-02-01' },
      'FROM_AFTER_TO',
    ],
    ['state_rules.CA', [{ type: 'birthday_window', window_after: -3 }], 'OUT_OF_RANGE'],
  ])('%s refuses %j', (key, value, code) => {
    expect(codesOf(key, value)).toEqual([code]);
  });
});

describe('values at the edge of what is allowed', () => {
  test.each<[key: string, value: unknown]>([
    ['send_time', '00:00'],
    ['send_time', '23:59'],
    ['timezone', 'UTC'],
    ['timezone', 'EST5EDT'],
    ['timezone', 'Pacific/Honolulu'],
    ['timezone', 'US/Central'],
    ['load_balancing.daily_send_percentage_cap', 0],
    ['load_balancing.daily_send_percentage_cap', 1],
    ['load_balancing.overage_threshold', 1],
    ['timing.pre_window_exclusion_days', 0],
    ['aep.dates', [{ month: 2, day: 29 }]],
    ['aep.years', []],
    ['suppressed_statuses', []],
    ['active_statuses', []],
    ['zip_states', {}],
    ['zip_states.00501', 'NY'],
    ['state_rules.CA', null],
    ['state_rules.CA', { type: 'year_round', window_before: 0, use_month_start: false }],
    ['state_rules.CA', { type: 'year_round', effective_from: '2024-02-29', effective_to: '2024-02-29' }],
    ['state_rules.CA', [{ type: 'year_round' }, { type: 'birthday_window', window_after: 1 }]],
  ])('%s takes %j', (key, value) => {
    expect(codesOf(key, value)).toEqual([]);
  });
});

describe('keys that do not exist', () => {
  test.each([
    ['horizen_days', 'horizon_days'],
    ['sendTime', 'send_time'],
    ['timing.followup-delay-days', 'followup_delay_days'],
    ['timing.send_time', 'send_time'],
    ['retention_days', 'backup.retention_days'],
    ['batchsize', 'runs.batch_size'],
    ['enabled', 'post_window.enabled or backup.enabled'],
    ['daily_send_percentage_cap', 'load_balancing.daily_send_percentage_cap'],
    ['templates.brithday.email', 'birthday'],
    ['state_rules.TX.windowbefore', 'window_before'],
  ])('%s is refused with the suggestion %s', (key, suggestion) => {
    const values = assembleEntries([[key, 1]]) as {
      state_rules?: { TX: { type: string; window_after: number } };
    };
    if (values.state_rules)
      Object.assign(values.state_rules.TX, { type: 'birthday_window', window_after: 3 });
    const [problem, ...others] = findConfigurationProblems(values);
    expect(others).toEqual([]);
    expect(problem?.code).toBe('UNKNOWN_KEY');
    expect(problem?.message).toContain(`did you mean ${suggestion}?`);
  });

  test.each(['__proto__', 'constructor', 'toString'])('%s is refused like any other', (name) => {
    const values: unknown = JSON.parse(`{"${name}": {"a": 1}}`);
    expect(findConfigurationProblems(values).map(({ code }) => code)).toEqual(['UNKNOWN_KEY']);
  });

  test('a secret is told apart, and its value is not shown', () => {
    const [problem] = findConfigurationProblems({ api_token: 'hunter2' });
    expect(problem?.message).toContain('environment');
    expect(problem?.message).not.toContain('hunter2');
  });
});

test('a value that is no group at all is one problem', () => {
  for (const value of [5, 'x', [1], true]) {
    expect(findConfigurationProblems(value).map(({ code }) => code)).toEqual(['WRONG_TYPE']);
  }
});
