import type { Configuration } from '../domain/configuration.ts';
import type { ConfigurationLayer } from './configuration-layer.ts';
import { defaultConfiguration } from './defaults.ts';
import { findCombinationProblems } from './find-combination-problems.ts';
import { InvalidInputError } from './input/problem.ts';
import { assembleEntries, type LayerEntry, listLayerEntries } from './layer-entries.ts';
import { listConfigurationWarnings } from './list-configuration-warnings.ts';
import { chooseSizeProfile, type SizeProfile, sizeProfiles } from './size-profile.ts';

/** The configuration of a run, with where each value comes from (spec 3.2). */
export interface EffectiveConfiguration {
  readonly configuration: Configuration;
  /** By dotted key (`timing.followup_delay_days`, `state_rules.CA`), the place or layer that set the value. */
  readonly provenance: ReadonlyMap<string, string>;
  readonly profile: SizeProfile | 'none';
  /** Each starts with a code: `AEP_BEFORE_OCTOBER: ...`. */
  readonly warnings: readonly string[];
}

/** What decides about the size profile `auto`. */
export interface SizeFacts {
  readonly contactCount: number;
  /** The profile of the organisation's last run; absent at the first. */
  readonly previousProfile?: SizeProfile | 'none' | undefined;
}

interface Setting {
  readonly value: unknown;
  readonly source: string;
}

const defaults: ConfigurationLayer = { source: 'built-in default', values: defaultConfiguration };

function mergeLayers(layers: readonly ConfigurationLayer[]): ReadonlyMap<string, Setting> {
  const settings = new Map<string, Setting>();
  for (const { source, values, positions } of layers) {
    for (const [key, value] of listLayerEntries(values)) {
      settings.set(key, { value, source: positions?.get(key) ?? source });
    }
  }
  return settings;
}

function chooseProfile(layers: readonly ConfigurationLayer[], facts: SizeFacts): SizeProfile | 'none' {
  const named = mergeLayers(layers).get('size_profile')?.value as Configuration['size_profile'];
  if (named !== 'auto') return named;
  const previous = facts.previousProfile === 'none' ? undefined : facts.previousProfile;
  return chooseSizeProfile(facts.contactCount, previous);
}

function profileLayer(profile: SizeProfile | 'none'): ConfigurationLayer {
  const values = sizeProfiles.find(({ name }) => name === profile)?.values ?? {};
  return { source: `size profile ${profile}`, values };
}

/** A template that was taken away: the email type keeps its entry, without that template. */
const toEntry = (key: string, value: unknown): LayerEntry =>
  key.startsWith('templates.') && value === null ? [key, undefined] : [key, value];

/** `state_rules` and `zip_states` exist without entries too; years are sorted, so that "the first" means something. */
function toConfiguration(settings: ReadonlyMap<string, Setting>): Configuration {
  const assembled = assembleEntries([...settings].map(([key, { value }]) => toEntry(key, value)));
  const configuration = { state_rules: {}, zip_states: {}, ...assembled } as unknown as Configuration;
  const { years } = configuration.aep;
  if (years === 'every') return configuration;
  return {
    ...configuration,
    aep: { ...configuration.aep, years: [...new Set(years)].sort((a, b) => a - b) },
  };
}

/** Values that are each possible may be impossible together once the layers are merged. */
function checkCombinations(configuration: Configuration, provenance: ReadonlyMap<string, string>): void {
  const problems = findCombinationProblems(configuration).map(({ path, code, message }) => {
    const place = provenance.get(path.slice(0, 2).join('.')) ?? 'configuration';
    return { place, code, message };
  });
  if (problems.length > 0) throw new InvalidInputError('BAD_CONFIGURATION', problems);
}

/**
 * Merges the layers over the built-in defaults and the size profile (spec 3.2). Of the layers given, later ones win:
 * configuration version, organisation, its `config_overrides`, `--config` file, environment, flags.
 * Groups merge key by key; lists, `aep.last_send` and each state's entry of `state_rules` are replaced whole.
 *
 * @throws SendwindowError BAD_CONFIGURATION where values do not fit together (an AEP date after `last_send`)
 */
export function resolveConfiguration(
  layers: readonly ConfigurationLayer[],
  facts: SizeFacts,
): EffectiveConfiguration {
  const profile = chooseProfile([defaults, ...layers], facts);
  const settings = mergeLayers([defaults, profileLayer(profile), ...layers]);
  const configuration = toConfiguration(settings);
  const provenance = new Map([...settings].map(([key, { source }]) => [key, source]));
  checkCombinations(configuration, provenance);
  return {
    configuration,
    provenance,
    profile,
    warnings: listConfigurationWarnings(configuration, provenance),
  };
}
