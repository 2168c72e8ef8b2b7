import { describe, expect, it } from 'vitest';
import { createVerifier } from '../../../../src/domain/verify/verify-contact.ts';
import {
  campaignMailOn,
  campaignsWith,
  contactWith,
  day,
  followupOn,
  mailOn,
  occupiedOn,
  rulesWith,
} from './plan-fixtures.ts';

describe('the verifier', () => {
  const verify = createVerifier(rulesWith({ campaigns: campaignsWith({ daysBeforeEvent: 14 }) }));
  const plan = [
    mailOn('2027-06-10', { idealDate: day('2027-05-27'), sendDate: day('2027-05-27') }),
    mailOn('2027-09-15', {
      emailType: 'effective_date',
      idealDate: day('2027-08-16'),
      sendDate: day('2027-08-14'),
      adjustment: 'smoothed',
    }),
    mailOn('2027-09-15', { emailType: 'aep', sendDate: day('2027-09-17'), adjustment: 'capped' }),
    campaignMailOn('2027-04-30', { idealDate: day('2027-04-16'), sendDate: day('2027-04-16') }),
    followupOn('2027-03-02', { sendDate: day('2027-03-02'), adjustment: 'catch_up' }),
  ];

  it('finds nothing in a plan that keeps all rules', () => {
    expect(verify(contactWith(), plan, [occupiedOn('2027-02-27')])).toEqual([]);
  });

  it('finds nothing for a contact without mail', () => {
    expect(verify(contactWith(), [], [])).toEqual([]);
  });

  it('does not judge skipped mail', () => {
    const skipped = plan.map((mail) => ({
      ...mail,
      status: 'skipped' as const,
      sendDate: day('2020-01-01'),
    }));
    expect(verify(contactWith({ eligible: false, suppression: 'suppressed' }), skipped, [])).toEqual([]);
  });

  it('names the contact, the mail and every rule that the mail breaks', () => {
    const mail = mailOn('2027-06-10', { sendDate: day('2027-02-27'), adjustment: 'capped' });
    const violations = verify(contactWith({ states: ['NY'], suppression: 'suppressed' }), [mail], []);
    expect(violations.map(({ rule }) => rule)).toEqual([
      'suppressed',
      'excluded_date',
      'before_today',
      'moved_before_smoothing',
    ]);
    expect(violations.every((violation) => violation.contactId === 7 && violation.mail === mail)).toBe(true);
    expect(violations.every((violation) => violation.detail.length > 0)).toBe(true);
  });

  it('judges the same plan the same again', () => {
    const late = [...plan, mailOn('2027-06-10', { sendDate: day('2027-06-11') })];
    const first = verify(contactWith(), late, []);
    expect(first.map(({ rule }) => rule)).toEqual(['after_last_date', 'duplicate_identity']);
    expect(verify(contactWith(), late, [])).toEqual(first);
  });
});
