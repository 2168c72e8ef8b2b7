import { describe, expect, it } from 'vitest';
import { isCampaignType, isFollowUpType, isKnownType } from '../../../../src/domain/mail/mail-event.ts';

const followUps = [
  'followup_1_cold',
  'followup_2_clicked_no_hq',
  'followup_3_hq_no_yes',
  'followup_4_hq_with_yes',
];

describe('email types (spec 1)', () => {
  it.each(['birthday', 'effective_date', 'aep', 'post_window', 'campaign_rate_increase', ...followUps])(
    '%s is known',
    (emailType) => {
      expect(isKnownType(emailType)).toBe(true);
    },
  );

  it.each(['newsletter', 'Birthday', 'campaign', 'followup_5', 'followup_1', 'my_campaign_x', ''])(
    '%j is not known',
    (emailType) => {
      expect(isKnownType(emailType)).toBe(false);
    },
  );

  it('are campaigns’ only after campaign_', () => {
    expect(isCampaignType('campaign_notice')).toBe(true);
    expect(isCampaignType('birthday')).toBe(false);
    expect(isCampaignType('followup_1_cold')).toBe(false);
  });

  it('are follow-ups’ only if they are one of the four', () => {
    expect(followUps.every(isFollowUpType)).toBe(true);
    expect(isFollowUpType('campaign_notice')).toBe(false);
    expect(isFollowUpType('followup_5')).toBe(false);
  });
});
