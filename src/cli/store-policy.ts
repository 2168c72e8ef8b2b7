import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { activatePolicy, type PolicyActivation } from '../policy/activate-policy.ts';
import { markStaleAfter } from '../settings/stale/mark-changed-settings.ts';
import type { ConfigVersion } from '../store/config-versions.ts';
import type { Store } from '../store/store.ts';
import type { Io } from './io.ts';
import { escapeText } from './render/escape-text.ts';
import { renderJson } from './render/json.ts';
import { renderStateDifferences } from './render/state-differences.ts';
import { chooseStyle } from './render/style.ts';
import { renderWarnings } from './render/warnings.ts';
import { findTimezone } from './store-configuration.ts';
import {
  createVersionStamp,
  describeVersion,
  isToCome,
  reportVersion,
  type VersionFlags,
} from './version-stamp.ts';

/** Makes a policy the one that counts. */
export async function storePolicy(
  io: Io,
  store: Store,
  policy: ExclusionPolicy,
  flags: VersionFlags & { readonly force: boolean; readonly dropStates: boolean },
): Promise<PolicyActivation> {
  const timezone = flags.from === undefined ? 'UTC' : await findTimezone(io, store);
  const stamp = createVersionStamp(io, flags, timezone);
  const asOf = io.now();
  const { force, dropStates } = flags;
  return await markStaleAfter(store, 'policy changed', asOf, () =>
    activatePolicy(store, policy, stamp, { asOf, force, dropStates }),
  );
}

/** When a version begins to count, and until when it can be cancelled. */
const describeBeginning = (version: ConfigVersion, database: string): string =>
  isToCome(version)
    ? `It takes effect at ${version.validFrom} UTC: runs from then on plan with it. Until then: sendwindow policy cancel ${database} ${version.id}\n`
    : 'It takes effect at once: the next run plans with it.\n';

/** What was activated, for the terminal and for `--json`. */
export function renderActivation(
  database: string,
  { version, kept, differences, warnings }: PolicyActivation,
  { io, json }: { readonly io: Io; readonly json: boolean },
): string {
  const report = (found: typeof version) => found && reportVersion(found);
  if (json) {
    return renderJson({ database, version: report(version), kept: report(kept), differences, warnings });
  }
  const style = chooseStyle(io);
  const name = escapeText(database);
  if (version === null) return `${name}: this policy is in force already, no version was made\n`;
  const back = kept === null ? '' : `the policy in force until then was kept as version ${kept.id}\n`;
  return [
    `${name}: policy ${describeVersion(version)}\n`,
    back,
    renderStateDifferences(differences, style),
    renderWarnings(warnings, style),
    describeBeginning(version, name),
  ].join('');
}
