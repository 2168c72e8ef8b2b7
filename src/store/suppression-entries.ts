import type { DatabaseSync } from 'node:sqlite';
import { asText, prepareArrays } from './read-rows.ts';

/** `*@example.com` has the form of an address, but its author means every address of the domain. */
const ofDomain = "address >= '*@' and address < '*A' and address glob '[*]@*'";

/**
 * Entries of `suppressions` that suppress no contact: how many, and one of them. `suppressed_addresses` has no row of those
 * without an address.
 */
export function findSuppressionsWithoutAddress(db: DatabaseSync): { count: number; example: string } {
  const counts = prepareArrays(
    db,
    `select (select count(*) from suppressions) - (select count(*) from suppressed_addresses)
       + (select count(*) from suppressed_addresses where ${ofDomain})`,
  );
  const count = Number(counts({})[0]?.[0]);
  if (count <= 0) return { count: 0, example: '' };
  const first = prepareArrays(
    db,
    `select email from suppressions s
     where not exists (select 1 from suppressed_addresses a where a.entry = s.email and not (${ofDomain})) limit 1`,
  );
  return { count, example: asText(first({})[0]?.[0]) ?? '' };
}
