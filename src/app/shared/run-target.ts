import { resolvePath } from '../../config/resolve-path.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Caller } from '../../settings/caller.ts';
import { parseAsOf } from '../../settings/parse-as-of.ts';
import type { OrganisationChoice } from '../../settings/settings-request.ts';
import { realDatabasePath } from '../../store/database-path.ts';
import type { CentralPlanner } from '../../store/planned-by.ts';
import type { StoredSettings } from '../../store/stored-settings.ts';

/** The database of a run, and whose settings count for it. */
export interface RunTarget {
  /** As messages and the lock show it. */
  readonly name: string;
  /** The file, so that it can be opened. */
  readonly database: string;
  readonly choice: OrganisationChoice;
  /** What the central database holds for the organisation. */
  readonly stored?: StoredSettings;
  /** The central database that plans it; absent where the org database plays both parts. */
  readonly plannedBy?: CentralPlanner | undefined;
}

/** What a request says of its target. */
export interface TargetChoice extends OrganisationChoice {
  /** The org database; not needed where `central` and `org` name it. */
  readonly database?: string | undefined;
  readonly asOf?: string | undefined;
}

const refuse = (problem: string): SendwindowError =>
  new SendwindowError(
    'BAD_USAGE',
    `run: ${problem}; name a database (run DB), an organisation (run --central FILE --org ID), or all of them (run --central FILE --all)`,
  );

/** An organisation of the central database: one query gives its database and all that a run needs to know of it. */
async function findOrganisationTarget(
  caller: Caller,
  choice: TargetChoice & { readonly central: string; readonly org: number },
): Promise<RunTarget> {
  const { findDatabaseFile, loadOrganisation } = await import('../../settings/load-organisation.ts');
  const { central: file, org, database: given, opened } = choice;
  const central = resolvePath(caller, file);
  const organisation = loadOrganisation(central, org, parseAsOf(choice.asOf, 'UTC', caller.now()), opened);
  const database = given === undefined ? findDatabaseFile(central, organisation) : resolvePath(caller, given);
  return {
    name: given ?? database,
    database,
    choice: { central: file, org, opened },
    stored: organisation.stored,
    plannedBy: findPlanner(central, org, database),
  };
}

/** By its real path: a run from another folder names the same file. */
function findPlanner(central: string, orgId: number, database: string): CentralPlanner | undefined {
  const [planner, planned] = [central, database].map((path) => realDatabasePath(path)) as [string, string];
  return planner === planned ? undefined : { central: planner, orgId };
}

/**
 * The target of a run: a database; an organisation of a central database; or a database that itself holds several
 * organisations, with one of them.
 *
 * @throws SendwindowError BAD_USAGE, NO_SUCH_ORG, BAD_CONFIGURATION (the organisation has no database)
 */
export async function findRunTarget(caller: Caller, choice: TargetChoice): Promise<RunTarget> {
  const { central, org, database } = choice;
  if (central !== undefined && org !== undefined) {
    return await findOrganisationTarget(caller, { ...choice, central, org });
  }
  if (central !== undefined) throw refuse('a central database is named, but no organisation');
  if (database === undefined) throw refuse('neither a database nor an organisation is named');
  return { name: database, database: resolvePath(caller, database), choice: { org } };
}
