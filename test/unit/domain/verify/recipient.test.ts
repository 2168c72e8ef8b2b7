import { describe, expect, it } from 'vitest';
import { campaignMailOn, campaignsWith, followupOn, mailOn, violatedRules } from './plan-fixtures.ts';

describe('an ineligible contact', () => {
  it('gets no mail, not even a transactional one', () => {
    const given = {
      contact: { eligible: false },
      rules: { campaigns: campaignsWith({ transactional: true }) },
    };
    expect(violatedRules([mailOn('2027-06-10')], given)).toEqual(['ineligible']);
    expect(violatedRules([campaignMailOn('2027-06-10')], given)).toEqual(['ineligible']);
  });
});

describe('a suppressed contact', () => {
  const found = (suppression: 'unsubscribed_only' | 'suppressed', transactional: boolean) =>
    [mailOn('2027-06-10'), campaignMailOn('2027-06-10'), followupOn('2027-06-10', { instanceId: 1 })].map(
      (mail) =>
        violatedRules([mail], {
          contact: { suppression },
          rules: { campaigns: campaignsWith({ transactional }) },
        }),
    );

  it('gets no mail', () => {
    expect(found('suppressed', true)).toEqual([['suppressed'], ['suppressed'], ['suppressed']]);
  });

  it('who only unsubscribed gets transactional campaign mail, but not its follow-ups', () => {
    expect(found('unsubscribed_only', true)).toEqual([['suppressed'], [], ['suppressed']]);
    expect(found('unsubscribed_only', false)).toEqual([['suppressed'], ['suppressed'], ['suppressed']]);
  });
});
