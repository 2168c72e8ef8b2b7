import type { ContactRecord } from './contact.ts';
import { type ContactRules, readContact } from './read-contact.ts';
import { readStatus } from './suppression.ts';

/** Contacts with one of these statuses are never originals: another contact with the same data is not their duplicate (spec 2.2). */
const gone: ReadonlySet<string> = new Set(['inactive', 'deleted']);

/** A contact and the one that it duplicates, by id. */
export interface Duplicate {
  readonly id: number;
  readonly originalId: number;
}

/**
 * The duplicates among contacts of one address (spec 2.2): eligible ones with the birth date and the effective date of an
 * eligible contact with a lower id.
 *
 * @param records in the order of ids
 */
export function findDuplicates(records: readonly ContactRecord[], rules: ContactRules): Duplicate[] {
  const originals = new Map<string, number>();
  const duplicates: Duplicate[] = [];
  for (const record of records) {
    const contact = readContact(record, rules);
    if (!contact.eligible) continue;
    const dates = `${contact.birthDate ?? ''} ${contact.effectiveDate ?? ''}`;
    const originalId = originals.get(dates);
    if (originalId !== undefined) duplicates.push({ id: record.id, originalId });
    else if (!gone.has(readStatus(record.status))) originals.set(dates, record.id);
  }
  return duplicates;
}
