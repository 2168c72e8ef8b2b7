import type { Contact, ContactRecord } from '../../src/domain/contact/contact.ts';
import { noBehaviour } from '../../src/domain/event/behaviour.ts';
import type { ContactInput } from '../../src/domain/plan/plan-contact.ts';
import { day } from './day-builder.ts';
import { zipOf } from './plan-context-builder.ts';

/** Contact 7 of Texas, which has no rule: born 10 June 1960, a policy since 15 September 2020, with a phone. */
export function buildContactRecord(overrides: Partial<ContactRecord> = {}): ContactRecord {
  return {
    id: 7,
    email: 'ada@example.com',
    zipCode: zipOf.TX,
    state: 'TX',
    birthDate: '1960-06-10',
    effectiveDate: '2020-09-15',
    phoneNumber: '555-0100',
    status: 'active',
    ...overrides,
  };
}

/** The same contact as {@link buildContactRecord}, already judged. */
export function buildContact(overrides: Partial<Contact> = {}): Contact {
  return {
    id: 7,
    eligible: true,
    state: 'TX',
    declaredState: 'TX',
    declaredStateUnknown: false,
    birthDate: day('1960-06-10'),
    effectiveDate: day('2020-09-15'),
    hasPhone: true,
    duplicateOf: undefined,
    suppression: 'none',
    suppressedBy: [],
    issues: [],
    ...overrides,
  };
}

/** What the database holds about contact 7: its record, and nothing else. */
export function buildContactInput(
  record: Partial<ContactRecord> = {},
  overrides: Partial<ContactInput> = {},
): ContactInput {
  return {
    id: record.id ?? 7,
    record: buildContactRecord(record),
    rows: [],
    targets: [],
    openIssues: [],
    readBehaviour: () => noBehaviour,
    ...overrides,
  };
}
