import { findPolicy } from '../policy/find-policy.ts';
import { type ActivationReport, type ActivationRequest, storePolicy } from '../policy/store-policy.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Which policy shall count. */
export interface ActivatePolicyRequest extends ActivationRequest {
  /** A file, a built-in policy by name, or one of the database by name or version. */
  readonly policy: string;
}

/**
 * Makes a policy the one that counts, as a new version (spec 3.2, "Versions").
 *
 * @throws SendwindowError BAD_POLICY, BAD_CONFIGURATION, NO_SUCH_FILE, BAD_USAGE, BAD_DATE
 */
export const activatePolicy = (request: ActivatePolicyRequest, session: Session): Promise<ActivationReport> =>
  useDatabase(session, request.database, 'read-write', (store) =>
    storePolicy(session, store, findPolicy(session, request.policy, store), request),
  );
