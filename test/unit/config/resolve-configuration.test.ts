import { describe, expect, test } from 'vitest';
import type { ConfigurationLayer, ConfigurationValues } from '../../../src/config/configuration-layer.ts';
import { configurationSchema } from '../../../src/config/configuration-schema.ts';
import { defaultConfiguration } from '../../../src/config/defaults.ts';
import { listSchemaKeys } from '../../../src/config/input/schema-keys.ts';
import { valueAt } from '../../../src/config/input/schema-node.ts';
import { assembleEntries, listLayerEntries } from '../../../src/config/layer-entries.ts';
import { resolveConfiguration } from '../../../src/config/resolve-configuration.ts';
import { sizeProfiles } from '../../../src/config/size-profile.ts';
import { problemsOf } from './problems-of.ts';
import { provenanceKey, sampleValues } from './sample-values.ts';

const sources = [
  'config version 3',
  'organisation 206',
  'config_overrides',
  'config.yaml',
  'environment',
  'flags',
];
const keys = listSchemaKeys(configurationSchema);
const facts = { contactCount: 600 };

const layer = (source: string, values: ConfigurationValues): ConfigurationLayer => ({ source, values });

/** A layer that sets one key to its sample. AEP dates need a `last_send` that is not before them: September 15. */
const layerOf = (source: string, key: string): ConfigurationLayer =>
  layer(source, assembleEntries([[key, sampleValues[key]]]) as ConfigurationValues);

describe.each(keys)('$key', ({ key, path }) => {
  test('comes from the defaults or the size profile where no layer sets it', () => {
    const { configuration, provenance } = resolveConfiguration([], { contactCount: 600 });
    const isOfProfile = listLayerEntries(sizeProfiles[0]?.values ?? {}).some(([name]) => name === key);
    if (!isOfProfile) expect(valueAt(configuration, path)).toEqual(valueAt(defaultConfiguration, path));
    const hasDefault = valueAt(defaultConfiguration, path) !== undefined && provenanceKey(key) === key;
    const expected = isOfProfile ? 'size profile small' : 'built-in default';
    expect(provenance.get(key)).toBe(hasDefault ? expected : undefined);
  });

  test.each(sources)('comes from the layer %s where that sets it, and no other key does', (source) => {
    const { configuration, provenance } = resolveConfiguration([layerOf(source, key)], facts);
    expect(valueAt(configuration, path)).toEqual(sampleValues[key]);
    const own = [...provenance].filter(([, where]) => where === source).map(([name]) => name);
    expect(own).toEqual([provenanceKey(key)]);
  });

  test('comes from the last of all layers that set it', () => {
    for (let last = 1; last < sources.length; last++) {
      const lower = sources.slice(0, last).map((source) => layerOf(source, key));
      const { provenance } = resolveConfiguration([...lower, layerOf('the last', key)], facts);
      expect(provenance.get(provenanceKey(key))).toBe('the last');
    }
  });
});

describe('merging', () => {
  test('a group keeps the keys that a layer does not name', () => {
    const { configuration } = resolveConfiguration(
      [layer('a', { timing: { followup_delay_days: 9 } })],
      facts,
    );
    expect(configuration.timing).toEqual({ ...defaultConfiguration.timing, followup_delay_days: 9 });
  });

  test('a list is replaced whole', () => {
    const { configuration } = resolveConfiguration([layer('a', { suppressed_statuses: ['x'] })], facts);
    expect(configuration.suppressed_statuses).toEqual(['x']);
  });

  test("a state's rule is replaced whole, other states keep theirs, null stays", () => {
    const lower = layer('a', {
      state_rules: {
        CA: { type: 'birthday_window', window_before: 30, window_after: 60, age_76_plus: true },
        TX: { type: 'year_round' },
      },
    });
    const upper = layer('b', { state_rules: { CA: { type: 'birthday_window', window_after: 5 }, NY: null } });
    const { configuration, provenance } = resolveConfiguration([lower, upper], facts);
    expect(configuration.state_rules).toEqual({
      CA: { type: 'birthday_window', window_after: 5 },
      TX: { type: 'year_round' },
      NY: null,
    });
    expect(provenance.get('state_rules.TX')).toBe('a');
    expect(provenance.get('state_rules.NY')).toBe('b');
  });

  test('an email type keeps the template that a layer does not name, and loses one that is null', () => {
    const { configuration } = resolveConfiguration(
      [layer('a', { templates: { birthday: { email: 'x' }, effective_date: { sms: null } } })],
      facts,
    );
    expect(configuration.templates.birthday).toEqual({ email: 'x', sms: 'birthday_sms' });
    expect(configuration.templates.effective_date).toEqual({ email: 'effective_date' });
  });

  test('undefined sets nothing', () => {
    const { configuration } = resolveConfiguration(
      [layer('a', { horizon_days: undefined, timing: undefined })],
      facts,
    );
    expect(configuration.horizon_days).toBe(365);
    expect(configuration.timing).toEqual(defaultConfiguration.timing);
  });

  test('the defaults come out unchanged where size profiles are off', () => {
    const { configuration, profile } = resolveConfiguration([layer('a', { size_profile: 'none' })], facts);
    expect(configuration).toEqual({ ...defaultConfiguration, size_profile: 'none' });
    expect(profile).toBe('none');
  });

  test('AEP years are put in order, each once', () => {
    const { configuration } = resolveConfiguration(
      [layer('a', { aep: { years: [2028, 2026, 2028] } })],
      facts,
    );
    expect(configuration.aep.years).toEqual([2026, 2028]);
  });

  test('positions say more exactly where a value comes from', () => {
    const positions = new Map([['horizon_days', 'config.yaml:3:1']]);
    const { provenance } = resolveConfiguration(
      [{ source: 'config.yaml', values: { horizon_days: 5, policy: 'x' }, positions }],
      facts,
    );
    expect(provenance.get('horizon_days')).toBe('config.yaml:3:1');
    expect(provenance.get('policy')).toBe('config.yaml');
  });
});

describe('the size profile', () => {
  test('auto follows the contacts, with inertia', () => {
    expect(resolveConfiguration([], { contactCount: 10_500 }).profile).toBe('medium');
    expect(resolveConfiguration([], { contactCount: 10_500, previousProfile: 'small' }).profile).toBe(
      'small',
    );
    expect(resolveConfiguration([], { contactCount: 10_500, previousProfile: 'none' }).profile).toBe(
      'medium',
    );
  });

  test('the highest layer that names one decides, and its values stay below every layer', () => {
    const { configuration, profile, provenance } = resolveConfiguration(
      [
        layer('organisation 206', { size_profile: 'large', runs: { batch_size: 42 } }),
        layer('config.yaml', { size_profile: 'enterprise' }),
      ],
      facts,
    );
    expect(profile).toBe('enterprise');
    expect(configuration.load_balancing.daily_send_percentage_cap).toBe(0.05);
    expect(configuration.load_balancing.ed_daily_soft_limit).toBe(1_000);
    expect(configuration.runs.batch_size).toBe(42);
    expect(provenance.get('load_balancing.ed_daily_soft_limit')).toBe('size profile enterprise');
  });
});

describe('values of different layers that do not fit together', () => {
  test('are refused at the place of the one that is wrong', () => {
    const positions = new Map([['aep.dates', 'config.yaml:2:3']]);
    const dates = [
      { month: 9, day: 30 },
      { month: 10, day: 1 },
      { month: 12, day: 1 },
    ];
    const layers = [{ source: 'config.yaml', values: { aep: { dates } }, positions }];
    expect(problemsOf(() => resolveConfiguration(layers, facts))).toEqual([
      'config.yaml:2:3 AEP_AFTER_LAST_SEND',
      'config.yaml:2:3 AEP_AFTER_LAST_SEND',
    ]);
  });

  test('are accepted where a higher layer mends them', () => {
    const dates = layer('a', { aep: { dates: [{ month: 11, day: 1 }] } });
    const lastSend = layer('b', { aep: { last_send: { month: 12, day: 7 } } });
    expect(problemsOf(() => resolveConfiguration([dates, lastSend], facts))).toEqual([]);
  });
});
