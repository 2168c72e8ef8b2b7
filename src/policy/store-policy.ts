import type { StateDifference } from '../config/diff-policies.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import type { Author } from '../settings/caller.ts';
import { type ReportedVersion, reportVersion } from '../settings/report-version.ts';
import { markStaleAfter } from '../settings/stale/mark-changed-settings.ts';
import { findTimezone } from '../settings/store-configuration.ts';
import { createVersionStamp, type VersionChoice } from '../settings/version-stamp.ts';
import type { Store } from '../store/store.ts';
import { activatePolicy } from './activate-policy.ts';

/** How a policy is made the one that counts. */
export interface ActivationRequest extends VersionChoice {
  /** As it was named. */
  readonly database: string;
  /** Activate even a policy that excludes every date in every state. */
  readonly force?: boolean | undefined;
  /** Activate even a policy without rules for states that have some now. */
  readonly dropStates?: boolean | undefined;
}

/** What was activated. */
export interface ActivationReport {
  readonly database: string;
  /** Null: the policy is in force already. */
  readonly version: ReportedVersion | null;
  /** The version under which the policy was kept that had been in force without one; null: there was no need. */
  readonly kept: ReportedVersion | null;
  readonly differences: readonly StateDifference[];
  readonly warnings: readonly string[];
}

/** Makes a policy the one that counts. */
export async function storePolicy(
  author: Author,
  store: Store,
  policy: ExclusionPolicy,
  request: ActivationRequest,
): Promise<ActivationReport> {
  const { from, database, force = false, dropStates = false } = request;
  const timezone = from === undefined ? 'UTC' : await findTimezone(author, store);
  const stamp = createVersionStamp(author, request, timezone);
  const asOf = author.now();
  const { version, kept, differences, warnings } = await markStaleAfter(store, 'policy changed', asOf, () =>
    activatePolicy(store, policy, stamp, { asOf, force, dropStates }),
  );
  return {
    database,
    version: version && reportVersion(version),
    kept: kept && reportVersion(kept),
    differences,
    warnings,
  };
}
