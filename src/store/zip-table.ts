import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { ZipTable } from '../domain/contact/zip-code.ts';

/** The ZIP table of spec 3.3, and the hash that a run records. */
export interface LoadedZipTable {
  readonly stateOf: ZipTable;
  readonly hash: string;
}

/**
 * Loads the packed table: 100 KB in memory, about a millisecond. `npm run fix` packs it anew from the npm package
 * `zipcodes`; a test holds the two against each other.
 */
export function loadZipTable(): LoadedZipTable {
  const file = readFileSync(new URL('zip-table.json', import.meta.url), 'utf8');
  const { states, zips, hash } = JSON.parse(file) as { states: string[]; zips: string; hash: string };
  const codes = inflateRawSync(Buffer.from(zips, 'base64'));
  return { stateOf: (zip) => states[(codes[Number(zip)] as number) - 1], hash };
}
