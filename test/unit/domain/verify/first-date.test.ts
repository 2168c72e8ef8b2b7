import { describe, expect, it } from 'vitest';
import type { VerifiedMail } from '../../../../src/domain/verify/verify-contact.ts';
import {
  campaignMailOn,
  campaignsWith,
  configurationWith,
  day,
  followupOn,
  mailOn,
  TODAY,
  violatedRules,
} from './plan-fixtures.ts';

describe('the first date of a run', () => {
  const rules = { today: TODAY, earliest: TODAY + 1 };

  it('finds a mail before today, moved or not', () => {
    expect(violatedRules([followupOn('2027-02-28')], { rules })).toEqual(['before_today']);
    expect(violatedRules([followupOn('2027-02-28', { changed: false })], { rules })).toEqual([
      'before_today',
    ]);
  });

  it('finds a mail newly placed before earliest', () => {
    expect(violatedRules([followupOn('2027-03-01')], { rules })).toEqual(['before_earliest']);
    expect(violatedRules([followupOn('2027-03-02')], { rules })).toEqual([]);
  });

  it('lets a mail keep its date of today when earliest is tomorrow', () => {
    expect(violatedRules([followupOn('2027-03-01', { changed: false })], { rules })).toEqual([]);
  });
});

describe('the start of a campaign', () => {
  const rules = { campaigns: campaignsWith({ activeStart: day('2027-04-10') }) };

  it('finds campaign mail before it', () => {
    expect(violatedRules([campaignMailOn('2027-04-09')], { rules })).toEqual(['before_campaign_start']);
    expect(violatedRules([campaignMailOn('2027-04-10')], { rules })).toEqual([]);
  });

  it('does not bind mail that is not the campaign its own', () => {
    expect(violatedRules([followupOn('2027-04-09', { instanceId: 1 })], { rules })).toEqual([]);
  });
});

describe('a capped mail', () => {
  const rules = { configuration: configurationWith({ load_balancing: { ed_smoothing_window_days: 5 } }) };
  const found = (send: string, overrides: Partial<VerifiedMail>) =>
    violatedRules([mailOn('2027-06-10', { adjustment: 'capped', sendDate: day(send), ...overrides })], {
      rules,
    });
  const effective = {
    emailType: 'effective_date',
    eventDate: day('2027-09-15'),
    idealDate: day('2027-08-16'),
  };

  it('never goes before its ideal date', () => {
    expect(found('2027-06-09', {})).toEqual(['moved_before_smoothing']);
    expect(found('2027-06-09', { changed: false })).toEqual([]);
    expect(found('2027-06-10', {})).toEqual([]);
  });

  it('about an effective date may go as early as smoothing could have put it', () => {
    expect(found('2027-08-14', effective)).toEqual([]);
    expect(found('2027-08-13', effective)).toEqual(['moved_before_smoothing']);
  });

  it('about an effective date keeps a date that a wider smoothing window once gave it', () => {
    expect(found('2027-08-13', { ...effective, changed: false })).toEqual([]);
  });

  it('is the only one that this binds', () => {
    expect(found('2027-06-09', { adjustment: null })).toEqual([]);
  });
});
