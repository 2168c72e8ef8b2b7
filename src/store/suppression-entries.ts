import type { DatabaseSync } from 'node:sqlite';
import { asText, prepareArrays } from './read-rows.ts';

/** Entries of `suppressions` without an address, of which `suppressed_addresses` has no row: how many, and one of them. */
export function findSuppressionsWithoutAddress(db: DatabaseSync): { count: number; example: string } {
  const counts = prepareArrays(
    db,
    'select (select count(*) from suppressions) - (select count(*) from suppressed_addresses)',
  );
  const count = Number(counts({})[0]?.[0]);
  if (count <= 0) return { count: 0, example: '' };
  const first = prepareArrays(
    db,
    `select email from suppressions s
     where not exists (select 1 from suppressed_addresses a where a.entry = s.email) limit 1`,
  );
  return { count, example: asText(first({})[0]?.[0]) ?? '' };
}
