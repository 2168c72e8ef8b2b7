import { resolvePath } from '../../config/resolve-path.ts';
import type { OpenOptions } from '../../store/open-database.ts';
import { Store } from '../../store/store.ts';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';

interface Place {
  readonly cwd: string;
}

const comesFromSqlite = (error: unknown): boolean => error instanceof Error && 'errcode' in error;

/** What SQLite throws, as the product's error that names the file; all else as it is. */
export const nameDatabase = (error: unknown, path: string): unknown =>
  comesFromSqlite(error) ? translateSqliteError(error, path) : error;

async function translating<T>(path: string, body: () => T | Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw nameDatabase(error, path);
  }
}

/**
 * Opens the database that a request names, passes it to `body`, and closes it. What SQLite throws in the meantime
 * becomes the product's error and names the file.
 *
 * @throws SendwindowError see {@link Store.open}
 */
export async function useDatabase<T>(
  place: Place,
  path: string,
  mode: OpenOptions['mode'],
  body: (store: Store) => T | Promise<T>,
): Promise<T> {
  using store = Store.open(resolvePath(place, path), { mode });
  return await translating(path, () => body(store));
}

/** The same for placing and releasing holds, see {@link Store.openForHold}. */
export async function useDatabaseForHold<T>(
  place: Place,
  path: string,
  body: (store: Store) => T | Promise<T>,
): Promise<T> {
  using store = Store.openForHold(resolvePath(place, path));
  return await translating(path, () => body(store));
}
