import { builtinPolicies } from '../config/builtin-policies.ts';
import { defaultConfiguration } from '../config/defaults.ts';
import { loadPolicyFile } from '../config/policy-file.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { createRunClock } from '../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { listDroppedStates } from '../policy/activate-policy.ts';
import { listPolicyWarnings } from '../policy/list-policy-warnings.ts';
import { parseAsOf } from '../settings/parse-as-of.ts';
import { settingsInForce } from '../settings/settings-in-force.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Which policy file is checked. */
export interface CheckPolicyRequest {
  readonly file: string;
  /** The database whose policy it would replace; absent: the built-in policy `default`. */
  readonly database?: string | undefined;
  readonly asOf?: string | undefined;
}

/** A policy file without mistakes. */
export interface CheckedPolicy {
  readonly file: string;
  readonly name: string;
  readonly version: number;
  /** How many states have a rule. */
  readonly states: number;
  readonly warnings: readonly string[];
}

/** Whether the policy excludes every date in every state, which is hardly ever intended. */
export const excludesEverybody = ({ warnings }: Pick<CheckedPolicy, 'warnings'>): boolean =>
  warnings.some((warning) => warning.startsWith('POLICY_EXCLUDES_ALL'));

/** The policy that this one would replace. */
async function findPresentPolicy(
  { database }: CheckPolicyRequest,
  session: Session,
): Promise<ExclusionPolicy> {
  if (database === undefined) return builtinPolicies[0] as ExclusionPolicy;
  const { settings } = await useDatabase(session, database, 'read-only', (store) =>
    settingsInForce(session, store, {}),
  );
  return settings.policy;
}

function warnOfDroppedStates(before: ExclusionPolicy, after: ExclusionPolicy): string[] {
  const dropped = listDroppedStates(before, after);
  if (dropped.length === 0) return [];
  return [
    `POLICY_DROPS_STATES: policy ${before.name} has rules for ${dropped.join(', ')} and this one has none; \`policy activate\` requires --drop-states for that`,
  ];
}

/**
 * Checks a policy file (spec 3.2).
 *
 * @throws SendwindowError BAD_POLICY with a line for each mistake; NO_SUCH_FILE, BAD_DATE
 */
export async function checkPolicy(request: CheckPolicyRequest, session: Session): Promise<CheckedPolicy> {
  const { file, asOf } = request;
  const policy = loadPolicyFile(resolvePath(session, file));
  const { timezone, send_time } = defaultConfiguration;
  const { today } = createRunClock(parseAsOf(asOf, timezone, session.now()), timezone, send_time);
  const warnings = [
    ...listPolicyWarnings(policy, today),
    ...warnOfDroppedStates(await findPresentPolicy(request, session), policy),
  ];
  const states = Object.keys(policy.states).length;
  return { file, name: policy.name, version: policy.version, states, warnings };
}
