import { describe, expect, it } from 'vitest';
import type { Contact, ContactRecord } from '../../../../src/domain/contact/contact.ts';
import { readContact } from '../../../../src/domain/contact/read-contact.ts';
import { toContactRules } from '../../../../src/domain/plan/plan-contact.ts';
import { buildContactRecord } from '../../../support/contact-builder.ts';
import { day } from '../../../support/day-builder.ts';
import { buildPlanContext, type PlanContextOptions } from '../../../support/plan-context-builder.ts';

const read = (record: Partial<ContactRecord> = {}, options: PlanContextOptions = {}): Contact =>
  readContact(
    buildContactRecord(record),
    toContactRules(buildPlanContext({ suppressions: { 'eva@example.com': 'unsubscribed' }, ...options })),
  );

const issuesOf = (record: Partial<ContactRecord>): string[] => read(record).issues.map(({ issue }) => issue);

describe('a contact with good data (spec 2.2)', () => {
  it('is eligible, without issues and not suppressed', () => {
    expect(read()).toEqual({
      id: 7,
      eligible: true,
      state: 'TX',
      declaredState: 'TX',
      declaredStateUnknown: false,
      duplicateOf: undefined,
      birthDate: day('1960-06-10'),
      effectiveDate: day('2020-09-15'),
      hasPhone: true,
      suppression: 'none',
      suppressedBy: [],
      issues: [],
    });
  });

  it('is eligible without any date, without issues', () => {
    const contact = read({ birthDate: null, effectiveDate: '' });
    expect(contact).toMatchObject({ eligible: true, issues: [] });
    expect([contact.birthDate, contact.effectiveDate]).toEqual([undefined, undefined]);
  });

  it('has its state from the ZIP, with or without the four digits after it', () => {
    expect(read({ zipCode: ' 90001-1234', state: 'CA' })).toMatchObject({ state: 'CA', eligible: true });
  });

  it('has its state from the ZIPs that begin with the same digits where the table lacks it, with an issue', () => {
    const contact = read({ zipCode: '75072' });
    expect(contact).toMatchObject({ state: 'TX', eligible: true });
    expect(contact.issues.map(({ issue }) => issue)).toEqual(['zip_by_prefix']);
  });
});

describe('a contact without a usable email or ZIP (spec 2.2)', () => {
  it.each([
    ['missing_email', { email: null }],
    ['missing_email', { email: ' \t' }],
    ['invalid_email', { email: 'ada@example' }],
    ['invalid_email', { email: '\u00a0' }],
    ['missing_zip', { zipCode: null }],
    ['missing_zip', { zipCode: '' }],
    ['invalid_zip', { zipCode: '7500' }],
    ['unknown_zip', { zipCode: '99999' }],
  ])('has the issue %s for %j and is not eligible', (issue, record) => {
    expect(read(record).eligible).toBe(false);
    expect(issuesOf(record)).toEqual([issue]);
  });

  it('has no issue of a ZIP that only its neighbours tell', () => {
    expect(issuesOf({ email: null, zipCode: '75072' })).toEqual(['missing_email']);
  });

  it('has both issues if both are bad', () => {
    expect(issuesOf({ email: null, zipCode: 'x' })).toEqual(['missing_email', 'invalid_zip']);
  });
});

describe('the dates of a contact (spec 2.2)', () => {
  it.each([
    ['invalid_birth_date', { birthDate: '1960-02-30' }],
    ['invalid_birth_date', { birthDate: 'June 10' }],
    ['future_birth_date', { birthDate: '2027-03-02' }],
    ['future_birth_date', { birthDate: '2060-06-10 00:00:00' }],
    ['invalid_effective_date', { effectiveDate: '2020-13-01' }],
    ['implausible_birth_date', { birthDate: '1900-01-01' }],
    ['implausible_birth_date', { birthDate: '0001-01-01' }],
    ['implausible_birth_date', { birthDate: '1907-02-28' }],
    ['implausible_effective_date', { effectiveDate: '1899-12-30' }],
    ['implausible_effective_date', { effectiveDate: '1960-06-09' }],
  ])('%s: of %j counts as absent, and the contact stays eligible', (issue, record) => {
    const contact = read(record);
    expect(contact.eligible).toBe(true);
    expect(contact.issues.map((found) => found.issue)).toEqual([issue]);
    expect('birthDate' in record ? contact.birthDate : contact.effectiveDate).toBeUndefined();
  });

  it('may be 120 years ago for a birth, and that day for a policy', () => {
    expect(read({ birthDate: '1907-03-01', effectiveDate: '1907-03-01' })).toMatchObject({
      birthDate: day('1907-03-01'),
      effectiveDate: day('1907-03-01'),
      issues: [],
    });
  });

  it('may be before a birth date that counts as absent', () => {
    expect(read({ birthDate: '2050-01-01', effectiveDate: '1990-01-01' }).effectiveDate).toBe(
      day('1990-01-01'),
    );
  });

  it('may be today for a birth', () => {
    expect(read({ birthDate: '2027-03-01', effectiveDate: null })).toMatchObject({
      birthDate: day('2027-03-01'),
      issues: [],
    });
  });

  it('may lie ahead for a policy', () => {
    expect(read({ effectiveDate: '2027-04-01' })).toMatchObject({
      effectiveDate: day('2027-04-01'),
      issues: [],
    });
  });

  it('are read as 28 February where they name the 29th of a common year, without an issue', () => {
    expect(read({ birthDate: '1950-02-29' })).toMatchObject({ birthDate: day('1950-02-28'), issues: [] });
  });

  it('have issues on ineligible contacts too', () => {
    expect(issuesOf({ email: null, birthDate: 'x', effectiveDate: 'y' })).toEqual([
      'missing_email',
      'invalid_birth_date',
      'invalid_effective_date',
    ]);
    expect(issuesOf({ zipCode: null, birthDate: '2030-01-01' })).toEqual([
      'missing_zip',
      'future_birth_date',
    ]);
  });
});

describe('the state a contact declares (spec 2.2)', () => {
  it('is an issue if it differs from the ZIP’s, and is only compared', () => {
    expect(issuesOf({ state: 'OH' })).toEqual(['state_mismatch']);
    expect(read({ state: 'OH' })).toMatchObject({ state: 'TX', declaredState: 'OH', eligible: true });
  });

  it.each([' tx ', 'Tx', ' texas', '', '   ', null])('is no issue if it is %j', (state) => {
    expect(issuesOf({ state })).toEqual([]);
  });

  it('may be a name', () => {
    expect(read({ state: 'Ohio' })).toMatchObject({ declaredState: 'OH', declaredStateUnknown: false });
    expect(issuesOf({ state: 'Ohio' })).toEqual(['state_mismatch']);
  });

  it('is another issue if it is no state', () => {
    expect(issuesOf({ state: 'Tex.' })).toEqual(['unknown_state']);
    expect(read({ state: 'Tex.' })).toMatchObject({ declaredState: '', declaredStateUnknown: true });
  });

  it('is no issue of an ineligible contact', () => {
    expect(issuesOf({ state: 'XX', email: null })).toEqual(['missing_email']);
    expect(issuesOf({ state: 'OH', email: null })).toEqual(['missing_email']);
    expect(issuesOf({ state: 'OH', zipCode: '99999' })).toEqual(['unknown_zip']);
  });
});

describe('the suppression of a contact (spec 2.2)', () => {
  it('follows from its address, whatever the case', () => {
    expect(read({ email: 'Eva@Example.com' })).toMatchObject({
      suppression: 'unsubscribed_only',
      suppressedBy: ['unsubscribed'],
      eligible: true,
    });
  });

  it.each(['unsubscribed', 'bounced', 'complained', 'inactive', 'deleted'])(
    'follows from the status %s',
    (status) => {
      expect(read({ status }).suppressedBy).toEqual([status]);
    },
  );

  it('gives each reason', () => {
    expect(read({ email: 'eva@example.com', status: 'bounced' })).toMatchObject({
      suppression: 'suppressed',
      suppressedBy: ['unsubscribed', 'bounced'],
    });
  });

  it('is none without an address and a status', () => {
    expect(read({ email: null, status: null }).suppression).toBe('none');
  });

  it.each(['Active', ' active', ''])('is none with the status %j', (status) => {
    expect(read({ status })).toMatchObject({ suppression: 'none', issues: [] });
  });

  it('names a reason once', () => {
    expect(read({ email: 'eva@example.com', status: 'Opt-Out' })).toMatchObject({
      suppression: 'unsubscribed_only',
      suppressedBy: ['unsubscribed'],
    });
  });

  it('follows from a status that no list has, which is an issue', () => {
    const contact = read({ status: 'Deceased' });
    expect(contact).toMatchObject({ suppression: 'suppressed', suppressedBy: ['unknown_status'] });
    expect(contact.issues.map(({ issue }) => issue)).toEqual(['unknown_status']);
    expect(issuesOf({ status: 'Deceased', email: null })).toEqual(['missing_email']);
  });

  it('does not follow from it where such contacts are sent to; the issue stays', () => {
    const contact = read({ status: 'Deceased' }, { configuration: { on_unknown_status: 'send' } });
    expect(contact.suppression).toBe('none');
    expect(contact.issues.map(({ issue }) => issue)).toEqual(['unknown_status']);
  });

  it('follows from the status active where no list has it', () => {
    expect(read({ status: null }, { configuration: { active_statuses: ['lead'] } })).toMatchObject({
      suppressedBy: ['unknown_status'],
    });
  });

  it('follows from being a duplicate', () => {
    const duplicates = { originalOf: () => 3 };
    const contact = read({}, { duplicates });
    expect(contact).toMatchObject({ suppressedBy: ['duplicate'], duplicateOf: 3 });
    expect(contact.issues.map(({ issue }) => issue)).toEqual(['duplicate_contact']);
    const sent = read({}, { duplicates, configuration: { on_duplicate: 'send' } });
    expect(sent).toMatchObject({ suppression: 'none', duplicateOf: 3 });
    expect(sent.issues.map(({ issue }) => issue)).toEqual(['duplicate_contact']);
    expect(read({ zipCode: null }, { duplicates }).duplicateOf).toBeUndefined();
  });

  it('follows from an id that was somebody else’s', () => {
    const contact = read({}, { reusedIds: new Set([7]) });
    expect(contact).toMatchObject({ suppression: 'suppressed', suppressedBy: ['id_reused'] });
    expect(contact.issues.map(({ issue }) => issue)).toEqual(['id_reused']);
    const ineligible = read({ zipCode: null }, { reusedIds: new Set([7]) });
    expect(ineligible.suppressedBy).toEqual(['id_reused']);
    expect(ineligible.issues.map(({ issue }) => issue)).toEqual(['missing_zip']);
  });
});

describe('the phone of a contact', () => {
  it.each([null, '', 'n/a', 'x 12', '555-010', '٥٥٥٠١٠٠٠'])('is absent if it is %j', (phoneNumber) => {
    expect(read({ phoneNumber }).hasPhone).toBe(false);
  });

  it.each(['555-0100', '(415) 555-0100', '+1 415 555 0100'])('is there if it is %j', (phoneNumber) => {
    expect(read({ phoneNumber }).hasPhone).toBe(true);
  });
});

describe('hostile text', () => {
  it('is cut in the details, where a megabyte helps nobody', () => {
    const huge = '"'.repeat(1_000_000);
    const { issues } = read({ email: huge, zipCode: huge, birthDate: huge, effectiveDate: huge });
    expect(issues.map(({ issue }) => issue)).toEqual([
      'invalid_email',
      'invalid_zip',
      'invalid_birth_date',
      'invalid_effective_date',
    ]);
    for (const { detail } of issues) expect(detail.length).toBeLessThan(300);
  });
});
