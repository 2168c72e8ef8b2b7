import { dirname, resolve } from 'node:path';
import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { OrganizationSummary } from '../store/organizations.ts';
import { Store } from '../store/store.ts';
import type { StoredSettings } from '../store/stored-settings.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';

/** An organisation of the central database with everything that its run needs (spec 3.2). */
export interface LoadedOrganisation {
  readonly id: number;
  readonly name: string;
  /** As the central database has it: a path, relative ones from the central database's folder; null: not set. */
  readonly database: string | null;
  readonly stored: StoredSettings;
}

/** A central database that is open: a use-case that asks it more than once opens it once. */
export class CentralDatabase implements Disposable {
  readonly #path: string;
  readonly #store: Store;

  /** @throws SendwindowError see {@link Store.open} */
  constructor(path: string) {
    this.#path = path;
    this.#store = Store.open(path, { mode: 'read-only' });
  }

  read<T>(read: (store: Store) => T): T {
    try {
      return read(this.#store);
    } catch (error) {
      throw translateSqliteError(error, this.#path);
    }
  }

  [Symbol.dispose](): void {
    this.#store[Symbol.dispose]();
  }
}

function readCentral<T>(central: string, opened: CentralDatabase | undefined, read: (store: Store) => T): T {
  if (opened !== undefined) return opened.read(read);
  using database = new CentralDatabase(central);
  return database.read(read);
}

/**
 * Loads an organisation from the central database, with one query.
 *
 * @param asOf the moment whose configuration and policy versions count
 * @param opened the central database, where the caller has it open
 * @throws SendwindowError NO_SUCH_ORG, and those of opening the central database
 */
export function loadOrganisation(
  central: string,
  id: number,
  asOf: Temporal.Instant,
  opened?: CentralDatabase,
): LoadedOrganisation {
  const stored = readCentral(central, opened, (store) => store.readStoredSettings(formatDateTime(asOf), id));
  const { organization } = stored;
  if (organization === undefined) {
    throw new SendwindowError(
      'NO_SUCH_ORG',
      `${central}: there is no organisation ${id} among ${stored.organizationCount}; see \`sendwindow org list\``,
    );
  }
  const { name, database } = organization;
  return { id, name: String(name), database: database === null ? null : String(database), stored };
}

/** The organisations that `run --all` goes through, in the order of ids. */
export const listActiveOrganisations = (central: CentralDatabase): OrganizationSummary[] =>
  central.read((store) => store.organizations.list()).filter(({ active }) => active);

/**
 * The file of an organisation's org database.
 *
 * @throws SendwindowError BAD_CONFIGURATION where the central database names none, or one that is no file
 */
export function findDatabaseFile(
  central: string,
  { id, database }: Pick<LoadedOrganisation, 'id' | 'database'>,
): string {
  const place = `organisation ${id} column database`;
  if (database === null || database.trim() === '') {
    throw new SendwindowError(
      'BAD_CONFIGURATION',
      `${place}: no database is set; set one: sendwindow org set ${central} ${id} database=FILE`,
    );
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(database)) {
    throw new SendwindowError(
      'BAD_CONFIGURATION',
      `${place}: ${JSON.stringify(database)} is a URL, but a run needs a local file; use the path of a file`,
    );
  }
  return resolve(dirname(resolve(central)), database);
}
