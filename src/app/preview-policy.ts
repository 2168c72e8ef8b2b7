import { resolvePath } from '../config/resolve-path.ts';
import { findPolicy } from '../policy/find-policy.ts';
import { measureImpact } from '../policy/measure-impact.ts';
import type { PolicyImpact } from '../policy/policy-impact.ts';
import type { SettingsChoice } from '../settings/settings-in-force.ts';
import { createSettingsRequest } from '../settings/settings-request.ts';
import type { Session } from './session.ts';
import { readAsOf } from './shared/read-as-of.ts';
import { useDatabase } from './shared/use-database.ts';

/** Which policy would be activated, and in which database. */
export interface PreviewPolicyRequest extends SettingsChoice {
  readonly database: string;
  /** A file, a built-in policy by name, or one of the database by name or version. */
  readonly policy: string;
}

/** What activating it would change. */
export interface PolicyPreview extends PolicyImpact {
  readonly database: string;
}

/**
 * Says what activating a policy would change for the plan of an organisation (spec 3.2); writes nothing.
 *
 * @throws SendwindowError BAD_POLICY, NO_SUCH_FILE, and of the database or its settings
 */
export async function previewPolicy(request: PreviewPolicyRequest, session: Session): Promise<PolicyPreview> {
  const policy = await useDatabase(session, request.database, 'read-only', (store) =>
    findPolicy(session, request.policy, store),
  );
  const database = resolvePath(session, request.database);
  const asOf = await readAsOf(session, database, request);
  const settings = await createSettingsRequest(session, request, asOf);
  const { observer } = session;
  const impact = await measureImpact({ database, asOf, settings, policy, observer });
  return { database: request.database, ...impact };
}
