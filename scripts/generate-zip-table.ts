import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateRawSync } from 'node:zlib';

/** What src/store/zip-table.json holds. */
interface PackedZipTable {
  /** SHA-256 of the 100,000 bytes. */
  readonly hash: string;
  readonly states: readonly string[];
  /** One byte a ZIP, 00000 to 99999: 0 for none, else 1 + index of the state. Raw deflate, base64. */
  readonly zips: string;
}

/** Packs the ZIP table of the npm package `zipcodes` (spec 3.3) so that a run needs not load its five megabytes. */
export function packZipTable(): PackedZipTable {
  const { codes } = createRequire(import.meta.url)('zipcodes/lib/codes.js') as {
    codes: Record<string, { state: string }>;
  };
  const states = [...new Set(Object.values(codes).map(({ state }) => state))].sort();
  const zips = new Uint8Array(100_000);
  for (const [zip, { state }] of Object.entries(codes)) zips[Number(zip)] = 1 + states.indexOf(state);
  const hash = createHash('sha256').update(zips).update(states.join()).digest('hex');
  return { hash, states, zips: deflateRawSync(zips, { level: 9 }).toString('base64') };
}

/** The file's text. */
export const renderZipTable = (): string => `${JSON.stringify(packZipTable(), null, 2)}\n`;

if (import.meta.main)
  writeFileSync(new URL('../src/store/zip-table.json', import.meta.url), renderZipTable());
