import type { Assignment } from '../config/assignments.ts';
import { resolvePath } from '../config/resolve-path.ts';
import { type ChangedOrganisation, changeOrganisation } from '../settings/change-organisation.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A new organisation. */
export interface AddOrganisationRequest {
  /** The central database. */
  readonly central: string;
  /** Default: the next free one. */
  readonly id?: number | undefined;
  /** Columns, `state_buffers.CA`, or keys of the configuration, which go to `config_overrides`. */
  readonly assignments: readonly Assignment[];
}

/** What is stored of it now. */
export interface ChangedOrganisationReport extends ChangedOrganisation {
  readonly central: string;
}

/**
 * Enters an organisation in the central database (spec 3.2).
 *
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY, BAD_USAGE (the id is taken, or there is no name)
 */
export async function addOrganisation(
  { central, id, assignments }: AddOrganisationRequest,
  session: Session,
): Promise<ChangedOrganisationReport> {
  const path = resolvePath(session, central);
  const changed = await useDatabase(session, central, 'read-write', (store) =>
    changeOrganisation({ store, path }, { id, isNew: true }, assignments, session.now()),
  );
  return { central, ...changed };
}
