import type { OrganizationSummary } from '../store/organizations.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** One organisation as the list has it. */
export interface ListedOrganisation extends Omit<OrganizationSummary, 'sizeProfile'> {
  readonly size_profile: string | null;
}

/** The organisations of a central database. */
export interface OrganisationList {
  readonly central: string;
  readonly organisations: readonly ListedOrganisation[];
}

const toListed = ({ sizeProfile, ...rest }: OrganizationSummary): ListedOrganisation => ({
  ...rest,
  size_profile: sizeProfile,
});

/** Lists the organisations of the central database (spec 3.2). */
export async function listOrganisations(
  { central }: { readonly central: string },
  session: Session,
): Promise<OrganisationList> {
  const list = await useDatabase(session, central, 'read-only', (store) => store.organizations.list());
  return { central, organisations: list.map(toListed) };
}
