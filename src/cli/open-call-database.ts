import { resolve } from 'node:path';
import { type OpenOptions, openDatabase } from '../store/open-database.ts';
import { openForHold } from '../store/open-for-hold.ts';
import { Store } from '../store/store.ts';
import { translateSqliteError } from '../store/translate-sqlite-error.ts';
import type { Io } from './io.ts';

/** A path as given, taken from the working directory of the call; messages keep the short form where it is the same. */
export function resolvePath(io: Io, path: string): string {
  const absolute = resolve(io.cwd, path);
  return absolute === resolve(path) ? path : absolute;
}

const comesFromSqlite = (error: unknown): boolean => error instanceof Error && 'errcode' in error;

/**
 * Opens the database that a command was given, passes it to `body`, and closes it. What SQLite throws in the meantime
 * becomes the product's error and names the file.
 *
 * @throws SendwindowError see {@link openDatabase}
 */
export async function useDatabase<T>(
  io: Io,
  path: string,
  mode: OpenOptions['mode'],
  body: (store: Store) => T | Promise<T>,
): Promise<T> {
  using store = Store.open(resolvePath(io, path), { mode });
  return await translating(path, () => body(store));
}

/** The same for `hold` and `release`, see {@link openForHold}. */
export async function useDatabaseForHold<T>(
  io: Io,
  path: string,
  body: (store: Store) => T | Promise<T>,
): Promise<T> {
  using store = Store.openForHold(resolvePath(io, path));
  return await translating(path, () => body(store));
}

async function translating<T>(path: string, body: () => T | Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    throw comesFromSqlite(error) ? translateSqliteError(error, path) : error;
  }
}
