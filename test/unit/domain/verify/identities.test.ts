import { describe, expect, it } from 'vitest';
import type { VerifiedMail } from '../../../../src/domain/verify/verify-contact.ts';
import { campaignMailOn, campaignsWith, day, followupOn, mailOn, violatedRules } from './plan-fixtures.ts';

/** How often the mails are found to be one and the same. */
function countDuplicates(...mails: VerifiedMail[]): number {
  const found = violatedRules(mails, { rules: { campaigns: campaignsWith() } });
  return found.filter((rule) => rule === 'duplicate_identity').length;
}

describe('two mails of one type', () => {
  it.each([
    ['birthday', 182],
    ['aep', 182],
    ['effective_date', 90],
    ['post_window', 0],
  ])('%s are the same if their event dates are at most %i days apart', (emailType, days) => {
    const first = mailOn('2027-06-10', { emailType });
    const apart = (distance: number) => ({ ...first, eventDate: first.eventDate + distance });
    expect(countDuplicates(first, apart(days))).toBe(1);
    expect(countDuplicates(apart(days), first)).toBe(1);
    expect(countDuplicates(first, apart(days + 1))).toBe(0);
  });

  it('of an unknown instance are the same if their event date is', () => {
    const mail = mailOn('2027-06-10', { emailType: 'newsletter' });
    expect(countDuplicates(mail, mail)).toBe(1);
    expect(countDuplicates(mail, { ...mail, eventDate: mail.eventDate + 1 })).toBe(0);
  });
});

describe('two mails of different types', () => {
  it('are never the same', () => {
    const birthday = mailOn('2027-06-10');
    const others = ['effective_date', 'post_window'].map((emailType) => mailOn('2027-06-10', { emailType }));
    expect(countDuplicates(birthday, ...others, campaignMailOn('2027-06-10'), followupOn('2027-06-10'))).toBe(
      0,
    );
    expect(countDuplicates(followupOn('2027-06-10'), campaignMailOn('2027-06-10'), birthday)).toBe(0);
  });
});

describe('two campaign mails', () => {
  const mail = campaignMailOn('2027-06-10', { targetId: 5 });
  const redated = { ...mail, eventDate: day('2027-10-01') };

  it('are the same if instance and target are, whatever the type and the event date', () => {
    expect(countDuplicates(mail, redated)).toBe(1);
    expect(countDuplicates(mail, { ...redated, emailType: 'campaign_renamed' })).toBe(1);
    expect(countDuplicates({ ...mail, targetId: null }, { ...redated, targetId: null })).toBe(1);
  });

  it('are the same if instance and event date are, whatever the target', () => {
    expect(countDuplicates(mail, { ...mail, targetId: 6 })).toBe(1);
  });

  it('are two mails if the instances differ, or target and event date', () => {
    expect(countDuplicates(mail, { ...mail, instanceId: 2 })).toBe(0);
    expect(countDuplicates(mail, { ...redated, targetId: 6 })).toBe(0);
  });
});

describe('two follow-ups', () => {
  const followup = followupOn('2027-03-05', { parentId: 70 });

  it('are the same if the initial row is, whatever the kind', () => {
    expect(countDuplicates(followup, { ...followup, emailType: 'followup_2_clicked_no_hq' })).toBe(1);
    expect(countDuplicates(followup, { ...followup, parentId: 71 })).toBe(0);
  });
});

describe('a third mail of an identity', () => {
  it('is found too, once each', () => {
    const mail = mailOn('2027-06-10');
    expect(countDuplicates(mail, mail, mail)).toBe(2);
  });
});

describe('a skipped mail', () => {
  it('is no duplicate, neither as the first nor as the second', () => {
    const mail = mailOn('2027-06-10');
    const skipped = mailOn('2027-06-10', { status: 'skipped' });
    expect(countDuplicates(mail, skipped)).toBe(0);
    expect(countDuplicates(skipped, mail)).toBe(0);
  });
});
