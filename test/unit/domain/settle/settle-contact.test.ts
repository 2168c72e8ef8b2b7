import { describe, expect, it } from 'vitest';
import { settleContact } from '../../../../src/domain/settle/settle-contact.ts';
import {
  buildOccupiedMail,
  buildSettledCampaignMail,
  buildSettledMail,
  settleRules,
} from '../../../support/settled-mail-builder.ts';

const one = settleRules(1);

describe('settling one contact (spec 2.6)', () => {
  it('resolves campaign conflicts before the frequency limit: a mail that lost uses no allowance', () => {
    const winner = buildSettledCampaignMail({ priority: 5, instanceId: 3 });
    const loser = buildSettledCampaignMail({ priority: 5, instanceId: 9 });
    const later = buildSettledMail({ priority: 6, sendDate: '2027-05-15' });
    settleContact([loser, winner, later], [], settleRules(2, 60));
    expect([winner, loser, later].map(({ skipReason }) => skipReason)).toEqual([
      null,
      'campaign_conflict',
      null,
    ]);
  });

  it('lets the limit skip the winner of a conflict', () => {
    const winner = buildSettledCampaignMail({ priority: 5 });
    const loser = buildSettledCampaignMail({ priority: 6 });
    settleContact([winner, loser], [buildOccupiedMail('2027-03-20')], one);
    expect([winner, loser].map(({ skipReason }) => skipReason)).toEqual([
      'frequency_limit',
      'campaign_conflict',
    ]);
  });
});
