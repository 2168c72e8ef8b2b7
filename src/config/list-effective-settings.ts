import { listLayerEntries } from './layer-entries.ts';
import { mappingKeys } from './mapping-keys.ts';
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
 * has the value null; a mapping without entries is one setting.
 */
export function listEffectiveSettings({
  configuration,
  provenance,
}: EffectiveConfiguration): EffectiveSetting[] {
  const values = new Map(listLayerEntries(configuration));
  const settings = [...provenance].map(([key, source]) => ({ key, value: values.get(key) ?? null, source }));
  const empty = mappingKeys.filter(
    (key) => configuration[key] && Object.keys(configuration[key]).length === 0,
  );
  return [...settings, ...empty.map((key) => ({ key, value: {}, source: 'built-in default' }))];
}
