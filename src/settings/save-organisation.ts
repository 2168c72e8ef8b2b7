import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Store } from '../store/store.ts';
import type { OrganizationRecord, StoredSettings } from '../store/stored-settings.ts';
import { type EffectiveSettings, resolveSettings } from './effective-settings.ts';
import { findDatabaseFile } from './load-organisation.ts';
import type { OrganisationChange } from './organisation-values.ts';

/** An organisation that was saved, and what there is to say about it. */
export interface SavedOrganisation {
  readonly id: number;
  readonly warnings: readonly string[];
}

/** The central database that is written to. */
export interface CentralDatabase {
  readonly store: Store;
  /** Its file: relative paths of organisations count from its folder. */
  readonly path: string;
}

/** The settings as they would be with the change, so that nothing is stored that no run could use. */
async function resolveChanged(
  { store }: CentralDatabase,
  organization: OrganizationRecord,
  { buffers }: OrganisationChange,
  asOf: Temporal.Instant,
): Promise<EffectiveSettings> {
  const held = store.readStoredSettings(formatDateTime(asOf), organization.id);
  const merged = { ...Object.fromEntries(held.stateBuffers), ...buffers };
  const stateBuffers = Object.entries(merged).filter(([, days]) => days !== null);
  const stored: StoredSettings = { ...held, organization, organizationCount: 1, stateBuffers };
  return await resolveSettings(store, { layers: [], stored, contactCount: 0 }, asOf);
}

/** Two organisations in one file would take each other's rows for their own. */
function refuseSharedDatabase({ store, path }: CentralDatabase, organization: OrganizationRecord): void {
  const { id, database } = organization;
  if (typeof database !== 'string') return;
  const file = findDatabaseFile(path, { id, database });
  for (const other of store.organizations.list()) {
    if (other.id === id || other.database === null || findFileOrNothing(path, other) !== file) continue;
    throw new SendwindowError(
      'BAD_CONFIGURATION',
      `organisation ${id} column database: ${JSON.stringify(database)} is the database of organisation ${other.id} (${other.name}) already; every organisation needs its own`,
    );
  }
}

function findFileOrNothing(path: string, other: { id: number; database: string | null }): string | undefined {
  try {
    return findDatabaseFile(path, other);
  } catch (error) {
    // Problems of another organisation's database are reported when that one runs.
    if (!(error instanceof SendwindowError && error.code === 'BAD_CONFIGURATION')) throw error;
    return undefined;
  }
}

/** Warnings of the configuration that all share are no news here. */
const isOfOrganisation = (warning: string): boolean =>
  /\(.*organisation \d|^POLICY_NOT_IN_FORCE|^ORGANISATION_INACTIVE/.test(warning);

/**
 * Enters an organisation, or changes one, after a look at what its settings come to (spec 3.2).
 *
 * @param id of the organisation to change, or of the new one; undefined: the next free one
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY, NO_SUCH_ORG; BAD_USAGE if a new one's id is taken
 */
export async function saveOrganisation(
  central: CentralDatabase,
  { id, isNew }: { readonly id: number | undefined; readonly isNew: boolean },
  change: OrganisationChange,
  asOf: Temporal.Instant,
): Promise<SavedOrganisation> {
  const store = central.store.organizations;
  const found = id === undefined ? undefined : store.find(id);
  const given = id ?? store.findNextId();
  if (isNew) checkNew(central, found, change);
  else if (found === undefined) throw noSuchOrganisation(central.path, given);
  const record = {
    ...found,
    active: found?.['active'] ?? 1,
    ...change.values,
    id: given,
  } as OrganizationRecord;
  const settings = await resolveChanged(central, record, change, asOf);
  refuseSharedDatabase(central, record);
  if (isNew) store.add(given, change.values, change.buffers);
  else store.set(given, change.values, change.buffers);
  return { id: given, warnings: settings.warnings.filter(isOfOrganisation) };
}

function checkNew(
  { path }: CentralDatabase,
  found: OrganizationRecord | undefined,
  { values }: OrganisationChange,
): void {
  if (found !== undefined) {
    throw new SendwindowError(
      'BAD_USAGE',
      `${path}: organisation ${found.id} already exists; change it with \`sendwindow org set\`, or use another --id`,
    );
  }
  if (typeof values.name === 'string') return;
  throw new SendwindowError(
    'BAD_USAGE',
    'sendwindow org add: an organisation needs a name; use name=Acme database=acme.db',
  );
}

/** @param path of the central database */
export const noSuchOrganisation = (path: string, id: number): SendwindowError =>
  new SendwindowError('NO_SUCH_ORG', `${path}: there is no organisation ${id}; see \`sendwindow org list\``);
