import type { Hash64, RecordHasher } from '../arithmetic/order-free-checksum.ts';
import type { ContactRecord } from './contact.ts';

/** The hash of what the planner reads of a contact. */
export function hashContact(hasher: RecordHasher, record: ContactRecord): Hash64 {
  return hasher
    .begin()
    .number(record.id)
    .text(record.email)
    .text(record.zipCode)
    .word(record.state)
    .text(record.birthDate)
    .text(record.effectiveDate)
    .text(record.phoneNumber)
    .word(record.status)
    .end();
}
