import type { Assignment } from '../config/assignments.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { changeOrganisation } from '../settings/change-organisation.ts';
import type { ChangedOrganisationReport } from './add-organisation.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** What is set for an organisation. */
export interface SetOrganisationRequest {
  /** The central database. */
  readonly central: string;
  readonly id: number;
  /** Columns, `state_buffers.CA`, or keys of the configuration, which go to `config_overrides`. */
  readonly assignments: readonly Assignment[];
}

/**
 * Changes what is set for an organisation (spec 3.2): nothing at all if anything is wrong.
 *
 * @throws SendwindowError NO_SUCH_ORG, BAD_CONFIGURATION, BAD_POLICY
 */
export async function setOrganisation(
  { central, id, assignments }: SetOrganisationRequest,
  session: Session,
): Promise<ChangedOrganisationReport> {
  const path = resolvePath(session, central);
  const changed = await useDatabase(session, central, 'read-write', (store) =>
    changeOrganisation({ store, path }, { id, isNew: false }, assignments, session.now()),
  );
  return { central, ...changed };
}
