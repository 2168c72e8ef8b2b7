import { canonicalJson } from '../config/content-hash.ts';
import { diffPolicies, type StateDifference } from '../config/diff-policies.ts';
import { listRules } from '../config/list-rules.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { addVersion, type VersionStamp } from '../settings/add-version.ts';
import { resolveCandidate } from '../settings/candidate-settings.ts';
import { findEffectivePolicy } from '../settings/effective-policy.ts';
import type { EffectiveSettings } from '../settings/effective-settings.ts';
import type { ConfigVersion } from '../store/config-versions.ts';
import type { Store } from '../store/store.ts';

/** What activating a policy came to. */
export interface PolicyActivation {
  /** Null: the policy is in force already. */
  readonly version: ConfigVersion | null;
  /** The version under which the policy was kept that had been in force without one; null: there was no need. */
  readonly kept: ConfigVersion | null;
  readonly differences: readonly StateDifference[];
  readonly warnings: readonly string[];
}

/** What is allowed that is a mistake, most probably. */
export interface ActivationOptions {
  readonly asOf: Temporal.Instant;
  readonly force: boolean;
  readonly dropStates: boolean;
}

/** Codes of warnings that make activating a policy a mistake, most probably. */
const refused = 'POLICY_EXCLUDES_ALL';

function refuseAll({ warnings }: EffectiveSettings): void {
  const found = warnings.find((warning) => warning.startsWith(refused));
  if (found === undefined) return;
  throw new SendwindowError(
    'BAD_POLICY',
    `${found}; nothing was activated; to stop all sending use \`sendwindow hold DB\`, or repeat with --force if that is intended`,
  );
}

/** States with rules that a policy has none for: their contacts would get mail all year. */
export const listDroppedStates = (before: ExclusionPolicy, after: ExclusionPolicy): string[] =>
  Object.keys(before.states).filter(
    (state) => listRules(before.states[state]).length > 0 && listRules(after.states[state]).length === 0,
  );

/** A file of two states is hardly meant to end the windows of all others. */
function refuseDroppedStates(before: ExclusionPolicy, after: ExclusionPolicy): void {
  const dropped = listDroppedStates(before, after);
  if (dropped.length === 0) return;
  throw new SendwindowError(
    'BAD_POLICY',
    `policy ${after.name} has no rule for ${dropped.join(', ')}, for which policy ${before.name}, in force now, has one: nothing was activated; add the rules, or repeat with --drop-states if contacts there are to have no windows`,
  );
}

/** Before the first version the policy in force was a built-in one: it is kept, so that one can go back to it. */
function keepBuiltin(store: Store, before: EffectiveSettings, stamp: VersionStamp): ConfigVersion | null {
  if (store.configVersions.listVersions('policy').length > 0) return null;
  const { createdAt } = stamp;
  return addVersion(store, 'policy', before.policy, { createdBy: before.policySource, createdAt });
}

/**
 * Makes a policy the active one, as a new version (spec 3.2, "Versions").
 *
 * @param force activate even a policy that excludes every date in every state
 * @param dropStates activate even a policy without rules for states that have some now
 * @throws SendwindowError BAD_POLICY; BAD_CONFIGURATION: the stored settings have problems of their own
 */
export async function activatePolicy(
  store: Store,
  policy: ExclusionPolicy,
  stamp: VersionStamp,
  { asOf, force, dropStates }: ActivationOptions,
): Promise<PolicyActivation> {
  const before = await resolveCandidate(store, { layers: [] }, {}, asOf);
  const after = await resolveCandidate(store, { layers: [] }, { policy }, asOf);
  if (!force) refuseAll(after);
  if (!dropStates) refuseDroppedStates(before.policy, policy);
  const warnings = after.warnings.filter((warning) => !before.warnings.includes(warning));
  if (canonicalJson(before.policy) === canonicalJson(policy)) {
    return { version: null, kept: null, differences: [], warnings };
  }
  const preWindowDays = before.configuration.timing.pre_window_exclusion_days;
  const differences = diffPolicies(findEffectivePolicy(before), findEffectivePolicy(after), preWindowDays);
  return store.transaction(() => {
    const kept = keepBuiltin(store, before, stamp);
    return { version: addVersion(store, 'policy', policy, stamp), kept, differences, warnings };
  });
}
