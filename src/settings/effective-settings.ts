import { withoutAcknowledged } from '../config/acknowledged-warnings.ts';
import { builtinPolicies } from '../config/builtin-policies.ts';
import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import { listDatedWarnings } from '../config/list-dated-warnings.ts';
import {
  type EffectiveConfiguration,
  resolveConfiguration,
  type SizeFacts,
} from '../config/resolve-configuration.ts';
import { sizeProfiles } from '../config/size-profile.ts';
import { createRunClock, formatDateTime } from '../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Store } from '../store/store.ts';
import type { StoredSettings } from '../store/stored-settings.ts';
import { noStoredLayers, type StoredLayers } from './stored-layers.ts';

/** Everything that decides a plan but the data and the time (spec 3.2). */
export interface EffectiveSettings extends EffectiveConfiguration {
  readonly policy: ExclusionPolicy;
  /** Where the policy's content comes from: `policy version 4`, `built-in policy`. */
  readonly policySource: string;
  /** The organisation's pre-window buffers by state, in days. */
  readonly stateBuffers: ReadonlyMap<string, number>;
  /** The number of contacts when the settings were read: counted, or what the caller took it for. */
  readonly contactCount: number;
}

/** What the caller brings to the settings; the rest is in the database. */
export interface SettingsRequest {
  /** The layers above all that is stored (spec 3.2), later ones win: `--config` file, environment, flags. */
  readonly layers: readonly ConfigurationLayer[];
  /**
   * What the central database holds for the organisation (`loadOrganisation`). Absent: what the org database itself
   * holds, which plays both parts for a single organisation (spec 3.1).
   */
  readonly stored?: StoredSettings | undefined;
  /** Whose settings count, where the org database itself holds more than one organisation. */
  readonly organizationId?: number | undefined;
  /** The number of contacts where it is known: counting millions takes longer than `explain` may. Absent: counted. */
  readonly contactCount?: number | undefined;
}

/** Two or more organisations in one database: it is not known whose settings are meant. */
function checkOrganization(
  { organization, organizationCount }: StoredSettings,
  id: number | undefined,
): void {
  if (organization !== undefined || (id === undefined && organizationCount < 2)) return;
  if (id !== undefined) {
    throw new SendwindowError(
      'NO_SUCH_ORG',
      `the database holds no organisation ${id}; see \`sendwindow org list\`, or name the central database with --central`,
    );
  }
  throw new SendwindowError(
    'BAD_USAGE',
    `the database holds ${organizationCount} organisations; choose one with --org ID, see \`sendwindow org list\``,
  );
}

/** The parsers are only loaded where there is something to parse: they take longer to load than a small run. */
async function readLayers(stored: StoredSettings): Promise<StoredLayers> {
  const { organization, configuration, policies } = stored;
  if (organization === undefined && configuration === undefined && policies.length === 0)
    return noStoredLayers;
  const { readStoredLayers } = await import('./read-stored-layers.ts');
  return readStoredLayers(stored);
}

function readSizeFacts(store: Store, contactCount: number | undefined): SizeFacts {
  const previous = store.readPreviousProfile();
  const known = sizeProfiles.find(({ name }) => name === previous);
  return { contactCount: contactCount ?? store.countContacts(), previousProfile: known?.name };
}

/** The policy that the configuration names: of the stored ones, else a built-in one. */
function findPolicy(effective: EffectiveConfiguration, stored: StoredLayers) {
  const name = effective.configuration.policy;
  const found = stored.findPolicy(name);
  if (found !== undefined) return { policy: found.policy, policySource: found.source };
  const builtin = builtinPolicies.find((policy) => policy.name === name);
  if (builtin !== undefined) return { policy: builtin, policySource: 'built-in policy' };
  const place = effective.provenance.get('policy') ?? 'configuration';
  const names = builtinPolicies.map((policy) => policy.name).join(', ');
  throw new SendwindowError(
    'BAD_POLICY',
    `${place}: there is no exclusion policy ${JSON.stringify(name)}; use ${names}, or store it with \`sendwindow policy activate DB FILE\``,
  );
}

function warnOfProfile({ profile, configuration }: EffectiveConfiguration, facts: SizeFacts): string[] {
  const { contactCount, previousProfile: previous } = facts;
  if (configuration.size_profile !== 'auto' || previous === undefined || previous === profile) return [];
  return [
    `SIZE_PROFILE_CHANGED: ${contactCount} contacts: the size profile is now ${profile}, before ${previous}; it sets daily cap, soft limit and batch size (set size_profile to keep one)`,
  ];
}

/** An activated policy that another layer puts out of force is hardly meant. */
function warnOfPolicy({ configuration, provenance }: EffectiveConfiguration, stored: StoredLayers): string[] {
  const { activated } = stored;
  if (activated === undefined || activated.name === configuration.policy) return [];
  return [
    `POLICY_NOT_IN_FORCE: ${activated.source} (${activated.name}) was activated, but policy ${configuration.policy} counts (policy: ${provenance.get('policy')})`,
  ];
}

/**
 * Works out the settings that are in force for an org database (spec 3.2): built-in defaults, size profile, the
 * configuration version and the policy version in force, the organisation's columns and `config_overrides`, then the
 * caller's layers. The only place where settings are resolved: `run`, `explain`, `verify` and `config show` agree.
 *
 * @param asOf the moment that is taken for now: versions that begin later do not count yet
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY; BAD_USAGE if the database holds several organisations
 */
export async function resolveSettings(
  store: Store,
  request: SettingsRequest,
  asOf: Temporal.Instant,
): Promise<EffectiveSettings> {
  const held = request.stored ?? store.readStoredSettings(formatDateTime(asOf), request.organizationId);
  checkOrganization(held, request.organizationId);
  const stored = await readLayers(held);
  const facts = readSizeFacts(store, request.contactCount);
  const effective = resolveConfiguration([...stored.layers, ...request.layers], facts);
  const { policy, policySource } = findPolicy(effective, stored);
  const { timezone, send_time } = effective.configuration;
  const { today } = createRunClock(asOf, timezone, send_time);
  return {
    ...effective,
    policy,
    policySource,
    stateBuffers: stored.stateBuffers,
    contactCount: facts.contactCount,
    warnings: withoutAcknowledged(
      [
        ...effective.warnings,
        ...stored.warnings,
        ...warnOfProfile(effective, facts),
        ...warnOfPolicy(effective, stored),
        ...listDatedWarnings(effective.configuration, policy, today),
      ],
      effective.configuration.acknowledged_warnings,
    ),
  };
}
