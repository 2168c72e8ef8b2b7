import type { ConfigurationValues } from '../config/configuration-layer.ts';
import { canonicalJson } from '../config/content-hash.ts';
import { listLayerEntries } from '../config/layer-entries.ts';
import { storedConfigurationLayer } from '../config/stored-configuration-layer.ts';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { ConfigVersion } from '../store/config-versions.ts';
import type { Store } from '../store/store.ts';
import { addVersion, type VersionStamp } from './add-version.ts';
import { resolveCandidate } from './candidate-settings.ts';
import type { EffectiveSettings } from './effective-settings.ts';
import { nameVersion, versionToCome } from './stored-layers.ts';

/** A key whose stored value a new version changes. */
export interface KeyChange {
  readonly key: string;
  /** Undefined: not set. */
  readonly before: unknown;
  readonly after: unknown;
  /** The layer above whose value counts instead; null: the stored value counts. */
  readonly overruled_by: string | null;
}

/** What making a configuration version came to. */
export interface ConfigurationChange {
  /** Null: the content is what is in force already, or nothing was to be written. */
  readonly version: ConfigVersion | null;
  readonly changes: readonly KeyChange[];
  /** Those that the change brings. */
  readonly warnings: readonly string[];
}

/** The configuration version in force, as values; none: no values. */
export function readCurrentConfiguration(store: Store, asOf: Temporal.Instant): ConfigurationValues {
  const { configuration } = store.readStoredSettings(formatDateTime(asOf));
  if (configuration === undefined) return {};
  return storedConfigurationLayer(configuration.data, nameVersion('configuration', configuration.id)).values;
}

function listChanges(
  before: ConfigurationValues,
  after: ConfigurationValues,
  { provenance }: EffectiveSettings,
): KeyChange[] {
  const old = new Map(listLayerEntries(before));
  const fresh = new Map(listLayerEntries(after));
  const keys = [...new Set([...old.keys(), ...fresh.keys()])];
  const own = nameVersion('configuration', versionToCome);
  return keys
    .filter((key) => canonicalJson(old.get(key) ?? null) !== canonicalJson(fresh.get(key) ?? null))
    .map((key) => {
      const source = provenance.get(key) ?? null;
      const overruled_by = fresh.has(key) && source !== own ? source : null;
      return { key, before: old.get(key), after: fresh.get(key), overruled_by };
    });
}

/** Only what is wrong with the settings is passed over: they are about to be replaced. */
function refuseOthers(error: unknown): void {
  const isOfSettings =
    error instanceof SendwindowError && (error.code === 'BAD_CONFIGURATION' || error.code === 'BAD_POLICY');
  if (!isOfSettings) throw error;
}

/** What an older product stored and this one refuses must not keep anybody from setting something better. */
function readCurrentOrNothing(store: Store, asOf: Temporal.Instant): ConfigurationValues {
  try {
    return readCurrentConfiguration(store, asOf);
  } catch (error) {
    refuseOthers(error);
    return {};
  }
}

/** What is warned of already is no news. */
async function listWarnings(store: Store, asOf: Temporal.Instant): Promise<readonly string[]> {
  try {
    return (await resolveCandidate(store, { layers: [] }, {}, asOf)).warnings;
  } catch (error) {
    refuseOthers(error);
    return [];
  }
}

/**
 * Makes a new configuration version (spec 3.2, "Versions"), after a look at what it would come to together with all
 * other layers. A content that is in force already makes none.
 *
 * @param content checked values
 * @param dryRun write nothing
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY: the values do not fit together with the other layers
 */
export async function changeConfiguration(
  store: Store,
  content: ConfigurationValues,
  stamp: VersionStamp,
  { asOf, dryRun }: { readonly asOf: Temporal.Instant; readonly dryRun: boolean },
): Promise<ConfigurationChange> {
  const known = await listWarnings(store, asOf);
  const settings = await resolveCandidate(store, { layers: [] }, { configuration: content }, asOf);
  const changes = listChanges(readCurrentOrNothing(store, asOf), content, settings);
  const version = dryRun || changes.length === 0 ? null : addVersion(store, 'configuration', content, stamp);
  return { version, changes, warnings: settings.warnings.filter((warning) => !known.includes(warning)) };
}
