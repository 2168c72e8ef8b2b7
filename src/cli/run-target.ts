import { SendwindowError } from '../error/sendwindow-error.ts';
import { realDatabasePath } from '../store/database-path.ts';
import type { CentralPlanner } from '../store/planned-by.ts';
import type { StoredSettings } from '../store/stored-settings.ts';
import type { Io } from './io.ts';
import { resolvePath } from './open-call-database.ts';
import { parseAsOf } from './parse-as-of.ts';
import type { OrganisationFlags } from './settings-request.ts';

/** The database of a run, and whose settings count for it. */
export interface RunTarget {
  /** As messages and the lock show it. */
  readonly name: string;
  /** The file, so that it can be opened. */
  readonly database: string;
  readonly flags: OrganisationFlags;
  /** What the central database holds for the organisation. */
  readonly stored?: StoredSettings;
  /** The central database that plans it; absent where the org database plays both parts. */
  readonly plannedBy?: CentralPlanner | undefined;
}

/** What a call says of its target. */
export interface TargetFlags extends OrganisationFlags {
  readonly asOf?: string | undefined;
}

const refuse = (problem: string): SendwindowError =>
  new SendwindowError(
    'BAD_USAGE',
    `sendwindow run: ${problem}; use run DB, run --central FILE --org ID, or run --central FILE --all`,
  );

/** An organisation of the central database: one query gives its database and all that a run needs to know of it. */
async function findOrganisationTarget(
  io: Io,
  flags: TargetFlags & { readonly central: string; readonly org: number },
  store: string | undefined,
): Promise<RunTarget> {
  const { findDatabaseFile, loadOrganisation } = await import('../settings/load-organisation.ts');
  const central = resolvePath(io, flags.central);
  const organisation = loadOrganisation(central, flags.org, parseAsOf(flags.asOf, 'UTC', io.now()));
  const database = store === undefined ? findDatabaseFile(central, organisation) : resolvePath(io, store);
  const { central: file, org } = flags;
  const { stored } = organisation;
  return {
    name: store ?? database,
    database,
    flags: { central: file, org },
    stored,
    plannedBy: findPlanner(central, org, database),
  };
}

/** By its real path: a run from another folder names the same file. */
function findPlanner(central: string, orgId: number, database: string): CentralPlanner | undefined {
  const [planner, planned] = [central, database].map((path) => realDatabasePath(path)) as [string, string];
  return planner === planned ? undefined : { central: planner, orgId };
}

/**
 * The target of `run DB`, `run --central FILE --org ID`, or `run DB --org ID` where the database itself holds several
 * organisations.
 *
 * @throws SendwindowError BAD_USAGE, NO_SUCH_ORG, BAD_CONFIGURATION (the organisation has no database)
 */
export async function findRunTarget(
  io: Io,
  flags: TargetFlags,
  store: string | undefined,
): Promise<RunTarget> {
  const { central, org } = flags;
  if (central !== undefined && org !== undefined) {
    return await findOrganisationTarget(io, { ...flags, central, org }, store);
  }
  if (central !== undefined)
    throw refuse('--central says where the organisations are, but not which one to run');
  if (store === undefined)
    throw refuse('there is nothing to run: neither a database nor an organisation is named');
  return { name: store, database: resolvePath(io, store), flags: { org } };
}
