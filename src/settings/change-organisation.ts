import { existsSync } from 'node:fs';
import type { Assignment } from '../config/assignments.ts';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { Store } from '../store/store.ts';
import type { OrganizationRecord } from '../store/stored-settings.ts';
import { findDatabaseFile } from './load-organisation.ts';
import { type OrganisationReport, reportOrganisation } from './organisation-report.ts';
import { readOrganisationChange } from './organisation-values.ts';
import { type CentralDatabase, saveOrganisation } from './save-organisation.ts';
import { markStaleAfter } from './stale/mark-changed-settings.ts';

/** What is stored of an organisation after a change, and what there is to say about it. */
export interface ChangedOrganisation {
  readonly organisation: OrganisationReport;
  readonly warnings: readonly string[];
}

/** Reads a stored organisation with its buffers. */
export function readOrganisation(store: Store, id: number, now: Temporal.Instant): OrganisationReport {
  const { organization, stateBuffers } = store.readStoredSettings(formatDateTime(now), id);
  return reportOrganisation(organization as OrganizationRecord, stateBuffers);
}

/** The database may be made later; the first run would report it. */
function warnOfMissingFile(central: string, { id, database }: OrganisationReport): string[] {
  if (typeof database !== 'string') return [`NO_DATABASE: organisation ${id} has no database; runs need one`];
  const file = findDatabaseFile(central, { id: id as number, database });
  return existsSync(file)
    ? []
    : [`NO_DATABASE: there is no file ${file} yet; create it with \`sendwindow init\``];
}

/**
 * Enters or changes an organisation, marks the plans that rest on other settings then, and reports what is stored.
 *
 * @param id of the organisation to change, or of the new one; undefined: the next free one
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY, NO_SUCH_ORG; BAD_USAGE if a new one's id is taken
 */
export async function changeOrganisation(
  { store, path }: CentralDatabase,
  target: { readonly id: number | undefined; readonly isNew: boolean },
  assignments: readonly Assignment[],
  now: Temporal.Instant,
): Promise<ChangedOrganisation> {
  const current = target.id === undefined ? undefined : store.organizations.find(target.id);
  const overrides = (current?.['config_overrides'] ?? null) as string | null;
  const change = readOrganisationChange(assignments, overrides);
  const saved = await markStaleAfter(store, 'organisation changed', now, () =>
    saveOrganisation({ store, path }, target, change, now),
  );
  const organisation = readOrganisation(store, saved.id, now);
  return { organisation, warnings: [...saved.warnings, ...warnOfMissingFile(path, organisation)] };
}
