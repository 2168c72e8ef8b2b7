import { describe, expect, it } from 'vitest';
import type { ContactRecord } from '../../../../src/domain/contact/contact.ts';
import { findDuplicates } from '../../../../src/domain/contact/find-duplicates.ts';
import { toContactRules } from '../../../../src/domain/plan/plan-contact.ts';
import { buildContactRecord } from '../../../support/contact-builder.ts';
import { buildPlanContext } from '../../../support/plan-context-builder.ts';

/** Contacts 1, 2, ... of one address: who is a duplicate of whom. */
const find = (...records: Partial<ContactRecord>[]) =>
  findDuplicates(
    records.map((record, i) => buildContactRecord({ id: i + 1, ...record })),
    toContactRules(buildPlanContext()),
  ).map(({ id, originalId }) => [id, originalId]);

describe('a duplicate (spec 2.2)', () => {
  it('has the dates of a contact with a lower id', () => {
    expect(find({}, {}, {})).toEqual([
      [2, 1],
      [3, 1],
    ]);
    expect(find({ birthDate: null, effectiveDate: '' }, { birthDate: ' ', effectiveDate: null })).toEqual([
      [2, 1],
    ]);
  });

  it('has its dates as they are read', () => {
    expect(find({ birthDate: '1900-01-01' }, { birthDate: null })).toEqual([[2, 1]]);
    expect(find({ birthDate: '1960-06-10 00:00:00' }, {})).toEqual([[2, 1]]);
  });

  it('is none with another date', () => {
    expect(find({}, { birthDate: '1960-06-11' }, { effectiveDate: null })).toEqual([]);
  });

  it.each(['inactive', ' Deleted'])('is none of a contact whose status is %s', (status) => {
    expect(find({ status }, {}, {})).toEqual([[3, 2]]);
  });

  it('may itself be inactive, or suppressed, and so may its original', () => {
    expect(find({ status: 'bounced' }, { status: 'inactive' })).toEqual([[2, 1]]);
  });

  it('is none if it, or the other, is not eligible', () => {
    expect(find({ zipCode: null }, {}, { zipCode: 'x' })).toEqual([]);
  });
});
