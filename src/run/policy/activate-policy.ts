import type { DatabaseSync } from 'node:sqlite';
import { canonicalJson } from '../../config/content-hash.ts';
import { diffPolicies, type StateDifference } from '../../config/diff-policies.ts';
import type { ExclusionPolicy } from '../../domain/exclusion/exclusion-policy.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { type ConfigVersion, prepareConfigVersions } from '../../store/config-versions.ts';
import { transaction } from '../../store/transaction.ts';
import type { EffectiveSettings } from '../effective-settings.ts';
import { addVersion, type VersionStamp } from '../settings/add-version.ts';
import { resolveCandidate } from '../settings/candidate-settings.ts';
import { findEffectivePolicy } from './effective-policy.ts';

/** What activating a policy came to. */
export interface PolicyActivation {
  /** Null: the policy is in force already. */
  readonly version: ConfigVersion | null;
  /** The version under which the policy was kept that had been in force without one; null: there was no need. */
  readonly kept: ConfigVersion | null;
  readonly differences: readonly StateDifference[];
  readonly warnings: readonly string[];
}

/** Codes of warnings that make activating a policy a mistake, most probably. */
const refused = 'POLICY_EXCLUDES_ALL';

function refuseAll({ warnings }: EffectiveSettings): void {
  const found = warnings.find((warning) => warning.startsWith(refused));
  if (found === undefined) return;
  throw new SendwindowError(
    'BAD_POLICY',
    `${found}; nothing was activated; to stop all sending use \`sendwindow hold DB\`, or repeat with --force if it is meant`,
  );
}

/** Before the first version the policy in force was a built-in one: it is kept, so that one can go back to it. */
function keepBuiltin(db: DatabaseSync, before: EffectiveSettings, stamp: VersionStamp): ConfigVersion | null {
  if (prepareConfigVersions(db).listVersions('policy').length > 0) return null;
  const { createdAt } = stamp;
  return addVersion(db, 'policy', before.policy, { createdBy: before.policySource, createdAt });
}

/**
 * Makes a policy the active one, as a new version (spec 3.2, "Versions").
 *
 * @param force activate even a policy that excludes everybody
 * @throws SendwindowError BAD_POLICY; BAD_CONFIGURATION: the stored settings have problems of their own
 */
export async function activatePolicy(
  db: DatabaseSync,
  policy: ExclusionPolicy,
  stamp: VersionStamp,
  { asOf, force }: { readonly asOf: Temporal.Instant; readonly force: boolean },
): Promise<PolicyActivation> {
  const before = await resolveCandidate(db, { layers: [] }, {}, asOf);
  const after = await resolveCandidate(db, { layers: [] }, { policy }, asOf);
  if (!force) refuseAll(after);
  const warnings = after.warnings.filter((warning) => !before.warnings.includes(warning));
  if (canonicalJson(before.policy) === canonicalJson(policy)) {
    return { version: null, kept: null, differences: [], warnings };
  }
  const preWindowDays = before.configuration.timing.pre_window_exclusion_days;
  const differences = diffPolicies(findEffectivePolicy(before), findEffectivePolicy(after), preWindowDays);
  return transaction(db, () => {
    const kept = keepBuiltin(db, before, stamp);
    return { version: addVersion(db, 'policy', policy, stamp), kept, differences, warnings };
  });
}
