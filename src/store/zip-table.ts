import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';
import type { ZipTable } from '../domain/contact/zip-code.ts';

/** The ZIP table of spec 3.3, and the hash that a run records. */
export interface LoadedZipTable {
  readonly stateOf: ZipTable;
  /** The state in which all ZIPs lie that begin with the same three digits; undefined where there are none, or several. */
  readonly stateOfPrefix: ZipTable;
  readonly hash: string;
}

const prefixes = 1000;
const zipsOfPrefix = 100;

/** By prefix, computed on demand. Code 0 is none. */
function createPrefixTable(codes: Uint8Array): (zip: string) => number {
  const unasked = 0xff;
  const known = new Uint8Array(prefixes).fill(unasked);
  const find = (prefix: number): number => {
    const zips = codes.subarray(prefix * zipsOfPrefix, (prefix + 1) * zipsOfPrefix);
    const states = new Set(zips.filter((code) => code !== 0));
    return states.size === 1 ? ([...states][0] as number) : 0;
  };
  return (zip) => {
    const prefix = Number(zip.slice(0, 3));
    if (known[prefix] === unasked) known[prefix] = find(prefix);
    return known[prefix] as number;
  };
}

/**
 * Loads the packed table: 100 KB in memory, about a millisecond. `npm run fix` packs it again from the npm package
 * `zipcodes`; a test holds the two against each other.
 */
export function loadZipTable(): LoadedZipTable {
  const file = readFileSync(new URL('zip-table.json', import.meta.url), 'utf8');
  const { states, zips, hash } = JSON.parse(file) as { states: string[]; zips: string; hash: string };
  const codes = inflateRawSync(Buffer.from(zips, 'base64'));
  const codeOfPrefix = createPrefixTable(codes);
  return {
    stateOf: (zip) => states[(codes[Number(zip)] as number) - 1],
    stateOfPrefix: (zip) => states[codeOfPrefix(zip) - 1],
    hash,
  };
}
