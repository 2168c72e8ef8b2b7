import { acquireRunLock } from '../store/run-lock.ts';
import { Store } from '../store/store.ts';
import type { JobOptions } from './job-options.ts';

/**
 * Opens an org database to write it, under its run lock.
 *
 * @throws LOCKED, and what opening the database throws
 */
export async function withRunLock<T>(
  { database, holder, isChecked = false }: Pick<JobOptions, 'database' | 'holder' | 'isChecked'>,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  // Before the lock, whose files would be made beside a mistyped name or a file that is no database.
  if (!isChecked) Store.open(database, { mode: 'read-only' })[Symbol.dispose]();
  using _lock = acquireRunLock(database, holder);
  using store = Store.open(database, { mode: 'read-write' });
  // A power cut may take the last batches with it, whole and in order; they count when the job's checkpoint says that it
  // has ended, and for that commit the job waits (JobCheckpoint).
  store.deferFlushes();
  return await work(store);
}
