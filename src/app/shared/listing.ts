import { resolvePath } from '../../config/resolve-path.ts';
import { Store } from '../../store/store.ts';
import { nameDatabase } from './use-database.ts';

/** What a list with as many rows as a database holds is made of. The database is open until it is disposed of. */
export interface Listing<Head, Row> extends Disposable {
  /** The fields of the document besides the rows. */
  readonly head: Head;
  /** Read on demand; once. */
  readonly rows: Iterable<Row>;
}

function* naming<Row>(rows: Iterable<Row>, path: string): Generator<Row> {
  try {
    yield* rows;
  } catch (error) {
    throw nameDatabase(error, path);
  }
}

/**
 * Opens a database to read and makes a list of it; the caller disposes of the list, and with it of the database.
 *
 * @throws SendwindowError of opening and of reading the database; the latter also while rows are read
 */
export async function openListing<Head, Row>(
  place: { readonly cwd: string },
  path: string,
  make: (store: Store) => Promise<Omit<Listing<Head, Row>, typeof Symbol.dispose>>,
): Promise<Listing<Head, Row>> {
  const store = Store.open(resolvePath(place, path), { mode: 'read-only' });
  try {
    const { head, rows } = await make(store);
    return { head, rows: naming(rows, path), [Symbol.dispose]: () => store[Symbol.dispose]() };
  } catch (error) {
    store[Symbol.dispose]();
    throw nameDatabase(error, path);
  }
}
