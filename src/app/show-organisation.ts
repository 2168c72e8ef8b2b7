import { readOrganisation } from '../settings/change-organisation.ts';
import type { OrganisationReport } from '../settings/organisation-report.ts';
import { noSuchOrganisation } from '../settings/save-organisation.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Which organisation is shown. */
export interface ShowOrganisationRequest {
  /** The central database. */
  readonly central: string;
  readonly id: number;
}

/**
 * Shows what is stored of an organisation (spec 3.2).
 *
 * @throws SendwindowError NO_SUCH_ORG
 */
export const showOrganisation = (
  { central, id }: ShowOrganisationRequest,
  session: Session,
): Promise<OrganisationReport> =>
  useDatabase(session, central, 'read-only', (store) => {
    if (store.organizations.find(id) === undefined) throw noSuchOrganisation(central, id);
    return readOrganisation(store, id, session.now());
  });
