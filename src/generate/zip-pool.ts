import type { ZipTable } from '../domain/contact/zip-code.ts';
import { loadZipTable } from '../store/zip-table.ts';

/** The ZIP table (spec 3.3) as the generator needs it. */
export interface ZipPool {
  /** The five-digit ZIPs of each state, in rising order. */
  readonly byState: ReadonlyMap<string, readonly string[]>;
  readonly stateOf: ZipTable;
}

/** One more than the highest number of five digits. */
const zipNumbers = 100_000;

function groupByState(stateOf: ZipTable): Map<string, string[]> {
  const byState = new Map<string, string[]>();
  for (let number = 0; number < zipNumbers; number++) {
    const zip = String(number).padStart(5, '0');
    const state = stateOf(zip);
    if (state === undefined) continue;
    const zips = byState.get(state);
    if (zips === undefined) byState.set(state, [zip]);
    else zips.push(zip);
  }
  return byState;
}

/** Loads the ZIP table and groups it by state. */
export function loadZipPool(): ZipPool {
  const { stateOf } = loadZipTable();
  return { byState: groupByState(stateOf), stateOf };
}
