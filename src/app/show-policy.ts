import { describePolicy, type StateDescription } from '../config/describe-policy.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { findPolicy } from '../policy/find-policy.ts';
import { findEffectivePolicy } from '../settings/effective-policy.ts';
import { type SettingsChoice, settingsInForce } from '../settings/settings-in-force.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Which policy is shown. */
export interface ShowPolicyRequest extends SettingsChoice {
  /** A file, a built-in policy by name, or one of the database by name or version; default: the one in force. */
  readonly policy?: string | undefined;
  /** With its `state_rules` and buffers; absent: no database is asked. */
  readonly database?: string | undefined;
}

/** A policy, state by state. */
export interface ShownPolicy {
  readonly name: string;
  readonly version: number;
  /** Where the policy in force comes from; null: it is not said to be in force. */
  readonly source: string | null;
  readonly states: readonly StateDescription[];
}

/** A policy, and what is to be known about it. */
interface FoundPolicy {
  readonly policy: ExclusionPolicy;
  /** `timing.pre_window_exclusion_days` in force. */
  readonly preWindowDays?: number;
  readonly source: string | null;
}

/** Of a database: the policy in force, or one that is looked at with its settings. */
async function findShown(request: ShowPolicyRequest, session: Session): Promise<FoundPolicy> {
  const { database, policy: word } = request;
  if (database === undefined) return { policy: findPolicy(session, word ?? 'default'), source: null };
  return await useDatabase(session, database, 'read-only', async (store) => {
    const { settings } = await settingsInForce(session, store, request);
    const { pre_window_exclusion_days: preWindowDays } = settings.configuration.timing;
    if (word !== undefined) return { policy: findPolicy(session, word, store), preWindowDays, source: null };
    return { policy: findEffectivePolicy(settings), preWindowDays, source: settings.policySource };
  });
}

/**
 * Explains the rule of each state in a sentence (spec 3.2).
 *
 * @throws SendwindowError BAD_POLICY, NO_SUCH_FILE, BAD_USAGE
 */
export async function showPolicy(request: ShowPolicyRequest, session: Session): Promise<ShownPolicy> {
  const { policy, preWindowDays, source } = await findShown(request, session);
  const { name, version } = policy;
  return { name, version, source, states: describePolicy(policy, preWindowDays) };
}
