import { defaultConfiguration } from '../config/defaults.ts';
import { listDatedWarnings } from '../config/list-dated-warnings.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';

/** What a warning about years of AEP mail begins with: it has nothing to do with a policy. */
const ofConfiguration = /^NO_AEP_YEAR/;

/**
 * Warnings of a policy by itself, with the default configuration (`policy check`). Each starts with a code;
 * `POLICY_EXCLUDES_ALL` and `POLICY_EMPTY` say that it can hardly be meant.
 */
export function listPolicyWarnings(policy: ExclusionPolicy, today: EpochDay): string[] {
  const dated = listDatedWarnings(defaultConfiguration, policy, today).filter(
    (warning) => !ofConfiguration.test(warning),
  );
  if (Object.keys(policy.states).length > 0) return dated;
  return [
    ...dated,
    `POLICY_EMPTY: policy ${policy.name} has no state with a rule; nobody has an exclusion window`,
  ];
}
