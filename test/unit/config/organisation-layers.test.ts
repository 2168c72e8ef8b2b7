import { describe, expect, test } from 'vitest';
import { valueAt } from '../../../src/config/input/schema-node.ts';
import { organisationLayers } from '../../../src/config/organisation-layers.ts';
import { flatNames } from '../../../src/config/read-flat-values.ts';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';
import { problemsOf } from './problems-of.ts';
import { sampleValues } from './sample-values.ts';

const problemsIn = (row: object): string[] =>
  problemsOf(() => organisationLayers({ id: 206, ...row })).map((line) =>
    line.replace('organisation 206 ', ''),
  );

const overridesOf = (overrides: unknown) =>
  organisationLayers({ id: 206, config_overrides: JSON.stringify(overrides) })[1];

describe('columns', () => {
  test.each([
    ['timezone', 'America/Denver', 'timezone', 'America/Denver'],
    ['size_profile', 'large', 'size_profile', 'large'],
    ['enable_post_window_emails', 0, 'post_window.enabled', false],
    ['enable_post_window_emails', 1, 'post_window.enabled', true],
    ['pre_exclusion_buffer_days', 45, 'timing.pre_window_exclusion_days', 45],
    ['birthday_days_before', 10, 'timing.birthday_email_days_before', 10],
    ['effective_date_days_before', 20n, 'timing.effective_date_days_before', 20],
    ['max_emails_per_period', 5, 'frequency.max_emails_per_period', 5],
    ['frequency_period_days', 14, 'frequency.period_days', 14],
    ['policy', 'us-2026', 'policy', 'us-2026'],
  ])('%s %s sets %s', (column, value, key, expected) => {
    const layers = organisationLayers({ id: 206, [column]: value });
    const { configuration, provenance } = resolveConfiguration(layers, { contactCount: 5 });
    expect(valueAt(configuration, key.split('.'))).toBe(expected);
    expect(provenance.get(key)).toBe(`organisation 206 column ${column}`);
  });

  test('hour and minute make the send time', () => {
    const sendTime = (hour: unknown, minute: unknown) =>
      organisationLayers({ id: 1, send_time_hour: hour, send_time_minute: minute })[0].values.send_time;
    expect(sendTime(9, 5)).toBe('09:05');
    expect(sendTime(17, null)).toBe('17:00');
    expect(sendTime(null, null)).toBeUndefined();
  });

  test('null sets nothing, and columns that are no configuration are passed over', () => {
    const row = { id: 206, name: 'Agency', active: 1, timezone: null, config_overrides: null };
    expect(organisationLayers(row).map(({ values }) => values)).toEqual([{}, {}]);
  });

  test('with impossible values are told by name, all at once, with those of the overrides', () => {
    expect(
      problemsIn({
        timezone: 'CST',
        size_profile: 'huge',
        enable_post_window_emails: 2,
        birthday_days_before: -1,
        max_emails_per_period: 'three',
        send_time_hour: 24,
        send_time_minute: 60,
        config_overrides: '{"batch_size": 0}',
      }).sort(),
    ).toEqual([
      'column birthday_days_before OUT_OF_RANGE',
      'column enable_post_window_emails WRONG_TYPE',
      'column max_emails_per_period WRONG_TYPE',
      'column send_time_hour BAD_TIME',
      'column send_time_minute BAD_TIME',
      'column size_profile NOT_ALLOWED',
      'column timezone BAD_TIME_ZONE',
      'config_overrides.batch_size OUT_OF_RANGE',
    ]);
  });

  test('a minute without an hour is refused', () => {
    expect(problemsIn({ send_time_minute: 30 })).toEqual(['column send_time_minute MISSING_KEY']);
  });
});

describe('config_overrides', () => {
  test.each(Object.entries(flatNames))('the older name %s sets %s', (name, key) => {
    const layer = overridesOf({ [name]: sampleValues[key] });
    expect(valueAt(layer.values, key.split('.'))).toEqual(sampleValues[key]);
    expect(layer.positions?.get(key)).toBe(`organisation 206 config_overrides.${name}`);
  });

  test('older names and nested keys stand side by side', () => {
    const layer = overridesOf({ batch_size: 5, send_time_hour: 9, load_balancing: { overage_threshold: 2 } });
    expect(layer.values).toEqual({
      runs: { batch_size: 5 },
      send_time: '09:00',
      load_balancing: { overage_threshold: 2 },
    });
    expect(layer.positions?.get('load_balancing.overage_threshold')).toBe(
      'organisation 206 config_overrides.load_balancing.overage_threshold',
    );
  });

  test('set statuses, duplicates and ZIPs', () => {
    const values = {
      active_statuses: ['active', 'client'],
      on_unknown_status: 'send',
      on_duplicate: 'send',
      zip_states: { '02134': 'MA' },
    };
    expect(overridesOf(values).values).toEqual(values);
  });

  test('win over the columns', () => {
    const layers = organisationLayers({
      id: 206,
      timezone: 'UTC',
      config_overrides: '{"timezone":"America/Denver"}',
    });
    const { configuration, provenance } = resolveConfiguration(layers, { contactCount: 5 });
    expect(configuration.timezone).toBe('America/Denver');
    expect(provenance.get('timezone')).toBe('organisation 206 config_overrides.timezone');
  });

  test.each([
    ['no JSON', '{batch_size: 5}', ['config_overrides SYNTAX']],
    ['a list', '[5]', ['config_overrides WRONG_TYPE']],
    ['a number', 5, ['config_overrides WRONG_TYPE']],
    [
      'a text of more than a megabyte',
      `{"policy": "${'x'.repeat(1_100_000)}"}`,
      ['config_overrides TOO_LARGE'],
    ],
    ['too many values', `{"aep": [${'1,'.repeat(130_000)}1]}`, ['config_overrides TOO_LARGE']],
    ['an unknown name', '{"batchsize": 5}', ['config_overrides:1:2 UNKNOWN_KEY']],
    ['a nested value that is wrong', '{"runs": {"batch_size": -5}}', ['config_overrides:1:11 OUT_OF_RANGE']],
    [
      'an older name with a wrong value',
      '{"daily_send_percentage_cap": 7}',
      ['config_overrides.daily_send_percentage_cap OUT_OF_RANGE'],
    ],
    [
      'one key twice',
      '{"batch_size": 5, "runs": {"batch_size": 6}}',
      ['config_overrides.batch_size DUPLICATE_KEY'],
    ],
    ['one name twice', '{"policy": "a", "policy": "b"}', ['config_overrides:1:17 DUPLICATE_KEY']],
    [
      'two older names of one key',
      '{"period_days": 5, "frequency_period_days": 6}',
      ['config_overrides.period_days DUPLICATE_KEY'],
    ],
  ])('with %s are refused', (_, text, problems) => {
    expect(problemsIn({ config_overrides: text })).toEqual(problems);
  });

  test('cannot reach the prototype of all objects', () => {
    expect(problemsIn({ config_overrides: '{"__proto__": {"polluted": true}, "batch_size": 5}' })).toEqual([
      'config_overrides:1:2 UNKNOWN_KEY',
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(['', '{}', null, undefined])('%j sets nothing', (text) => {
    expect(organisationLayers({ id: 206, config_overrides: text })[1].values).toEqual({});
  });
});
