import { parsePolicy } from '../config/policy-file.ts';
import { type ActivationReport, storePolicy } from '../policy/store-policy.ts';
import { requireVersion } from '../settings/add-version.ts';
import { nameVersion } from '../settings/stored-layers.ts';
import type { VersionChoice } from '../settings/version-stamp.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A policy version that shall count again. */
export interface RollBackPolicyRequest extends VersionChoice {
  readonly database: string;
  readonly version: number;
}

/**
 * Makes a new version of an old one's policy (spec 3.2, "Versions"), whatever it excludes: it has counted before.
 *
 * @throws SendwindowError BAD_USAGE (no such version), BAD_POLICY, BAD_CONFIGURATION, BAD_DATE
 */
export const rollBackPolicy = (request: RollBackPolicyRequest, session: Session): Promise<ActivationReport> =>
  useDatabase(session, request.database, 'read-write', (store) => {
    const { version, ...rest } = request;
    const { configData } = requireVersion(store, 'policy', version);
    const policy = parsePolicy(configData, nameVersion('policy', version));
    return storePolicy(session, store, policy, { ...rest, force: true, dropStates: true });
  });
