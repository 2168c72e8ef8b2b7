import { describe, expect, it } from 'vitest';
import { RecordHasher } from '../../../../src/domain/arithmetic/order-free-checksum.ts';
import type { ContactRecord } from '../../../../src/domain/contact/contact.ts';
import { hashContact } from '../../../../src/domain/contact/hash-contact.ts';
import { buildContactRecord } from '../../../support/contact-builder.ts';

const hashOf = (record: Partial<ContactRecord> = {}) =>
  hashContact(new RecordHasher(), buildContactRecord(record));

describe('the hash of a contact (spec 4.1)', () => {
  it('is the same for the same data', () => {
    expect(hashOf()).toEqual(hashOf());
  });

  it.each<Partial<ContactRecord>>([
    { id: 8 },
    { email: 'eva@example.com' },
    { zipCode: '90001' },
    { state: 'CA' },
    { birthDate: '1960-06-11' },
    { effectiveDate: '2020-09-16' },
    { phoneNumber: null },
    { status: 'bounced' },
    { birthDate: '2020-09-15', effectiveDate: '1960-06-10' },
  ])('differs for %j', (record) => {
    expect(hashOf(record)).not.toEqual(hashOf());
  });
});
