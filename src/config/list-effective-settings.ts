import { listLayerEntries } from './layer-entries.ts';
import type { EffectiveConfiguration } from './resolve-configuration.ts';

/** One effective value for people: `sendwindow config show`. */
export interface EffectiveSetting {
  /** The dotted key: `timing.followup_delay_days`, `state_rules.CA`. */
  readonly key: string;
  readonly value: unknown;
  /** The place or layer that set it: `config.yaml:12:3`, `organisation 206 column timezone`, `built-in default`. */
  readonly source: string;
}

/**
 * Every effective value with where it comes from, in the order of the file (spec 3.2). A template that was taken away
 * has the value null; `state_rules` without entries is one setting.
 */
export function listEffectiveSettings({
  configuration,
  provenance,
}: EffectiveConfiguration): EffectiveSetting[] {
  const values = new Map(listLayerEntries(configuration));
  const settings = [...provenance].map(([key, source]) => ({ key, value: values.get(key) ?? null, source }));
  if (Object.keys(configuration.state_rules).length > 0) return settings;
  return [...settings, { key: 'state_rules', value: {}, source: 'built-in default' }];
}
