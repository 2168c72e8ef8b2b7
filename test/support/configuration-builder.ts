import type { Configuration } from '../../src/domain/configuration.ts';
import baseConfiguration from '../conformance/base-config.json' with { type: 'json' };

/** Sections may be given in part; everything else replaces its default. */
export type ConfigurationOverrides = {
  readonly [Key in keyof Configuration]?: Configuration[Key] extends readonly unknown[] | string | number
    ? Configuration[Key]
    : Partial<Configuration[Key]>;
};

const defaults = { ...baseConfiguration, on_state_mismatch: 'zip' } as unknown as Configuration;

const isSection = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The default configuration of spec 3.2, with some sections or keys replaced. */
export function buildConfiguration(overrides: ConfigurationOverrides = {}): Configuration {
  const sections = Object.entries(overrides).map(([key, value]) => {
    const base = defaults[key as keyof Configuration];
    return [key, isSection(base) && isSection(value) ? { ...base, ...value } : value];
  });
  return { ...defaults, ...Object.fromEntries(sections) };
}
