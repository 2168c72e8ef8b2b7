import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OccupiedMail } from '../../../../src/domain/mail/occupied-mail.ts';
import { settleCampaignConflicts } from '../../../../src/domain/settle/campaign-conflict.ts';
import type { SettledMail } from '../../../../src/domain/settle/settled-mail.ts';
import { day } from '../../../support/day-builder.ts';
import {
  buildOccupiedMail,
  buildSettledCampaignMail,
  buildSettledMail,
} from '../../../support/settled-mail-builder.ts';

/** What becomes of each mail: null if it is kept. */
function settle(
  mails: readonly SettledMail[],
  occupied: readonly OccupiedMail[] = [],
  earliest = '2027-03-01',
): (string | null)[] {
  settleCampaignConflicts(mails, occupied, day(earliest));
  return mails.map((mail) => mail.skipReason);
}

const conflict = 'campaign_conflict';

describe('campaign mails of one contact on one date (spec 2.6)', () => {
  it.each([
    ['the lowest priority number', { priority: 1, instanceId: 9 }, { priority: 2, instanceId: 3 }],
    [
      'then the lower instance id',
      { instanceId: 3, eventDate: '2027-06-01' },
      { instanceId: 9, eventDate: '2027-05-01' },
    ],
    ['then the earlier event date', { eventDate: '2027-05-01' }, { eventDate: '2027-05-02' }],
  ])('are won by %s, in either order', (_, winner, loser) => {
    expect(settle([buildSettledCampaignMail(winner), buildSettledCampaignMail(loser)])).toEqual([
      null,
      conflict,
    ]);
    expect(settle([buildSettledCampaignMail(loser), buildSettledCampaignMail(winner)])).toEqual([
      conflict,
      null,
    ]);
  });

  it('are due before earliest: no conflict withdraws them', () => {
    const mails = [buildSettledCampaignMail({ priority: 1 }), buildSettledCampaignMail({ priority: 2 })];
    expect(
      settle(mails, [buildOccupiedMail('2027-04-01', { emailType: 'campaign_x' })], '2027-04-02'),
    ).toEqual([null, null]);
  });

  it('are skipped, all but one', () => {
    const mails = [5, 2, 8, 4].map((priority) => buildSettledCampaignMail({ priority }));
    expect(settle(mails)).toEqual([conflict, null, conflict, conflict]);
    expect(mails.map(({ status }) => status)).toEqual(['skipped', 'pre-scheduled', 'skipped', 'skipped']);
  });

  it('are told which one won', () => {
    const mails = [buildSettledCampaignMail(), buildSettledCampaignMail({ instanceId: 9 })];
    settle(mails);
    expect(mails.map(({ skipDetail }) => skipDetail)).toEqual([
      null,
      expect.stringMatching(/campaign_promo.*3.*2027-04-01/),
    ]);
  });
});

describe('campaign mails that are not in conflict', () => {
  it('are kept on different dates', () => {
    expect(
      settle([buildSettledCampaignMail(), buildSettledCampaignMail({ sendDate: '2027-04-02' })]),
    ).toEqual([null, null]);
  });

  it('are kept beside mail of the calendar', () => {
    const followUp = buildSettledMail({ kind: 'followup', emailType: 'followup_1_cold', instanceId: 3 });
    expect(settle([buildSettledMail({ priority: 1 }), buildSettledCampaignMail(), followUp])).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('are kept where the other is skipped already', () => {
    const skipped = buildSettledCampaignMail({ priority: 1, status: 'skipped' });
    expect(settle([skipped, buildSettledCampaignMail()])).toEqual(['suppressed', null]);
  });

  it('are transactional ones, which take no part (spec 2.4)', () => {
    const transactional = () => buildSettledCampaignMail({ priority: 1, transactional: true });
    expect(settle([transactional(), transactional(), buildSettledCampaignMail()])).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('a foreign campaign row on the date (spec 2.6)', () => {
  const sent = buildOccupiedMail('2027-04-01', { emailType: 'campaign_notice' });

  it('wins over all', () => {
    expect(settle([buildSettledCampaignMail({ priority: 0 }), buildSettledCampaignMail()], [sent])).toEqual([
      conflict,
      conflict,
    ]);
  });

  it('is told', () => {
    const mail = buildSettledCampaignMail();
    settle([mail], [sent]);
    expect(mail.skipDetail).toMatch(/90.*campaign_notice.*2027-04-01/);
  });

  it('wins neither over mail of the calendar nor over transactional mail', () => {
    expect(settle([buildSettledMail(), buildSettledCampaignMail({ transactional: true })], [sent])).toEqual([
      null,
      null,
    ]);
  });

  it.each([
    ['another date', { date: buildOccupiedMail('2027-04-02').date }],
    ['no campaign', { emailType: 'birthday' }],
    ['a row outside this run', { isForeign: false }],
  ])('wins nothing if it is %s', (_, difference) => {
    expect(settle([buildSettledCampaignMail()], [{ ...sent, ...difference }])).toEqual([null]);
  });
});

describe('of any campaign mails', () => {
  it('one is kept on each date that has some', () => {
    const mail = fc.record({
      priority: fc.integer({ min: 1, max: 3 }),
      instanceId: fc.integer({ min: 1, max: 3 }),
      eventDate: fc.constantFrom('2027-05-01', '2027-05-02', '2027-05-03'),
      sendDate: fc.constantFrom('2027-04-01', '2027-04-02', '2027-04-03'),
    });
    const isSame = (a: { instanceId: number; eventDate: string }, b: typeof a) =>
      a.instanceId === b.instanceId && a.eventDate === b.eventDate;
    fc.assert(
      fc.property(fc.uniqueArray(mail, { comparator: isSame }), (options) => {
        const mails = options.map(buildSettledCampaignMail);
        settle(mails);
        const kept = mails.filter(({ status }) => status === 'pre-scheduled').map(({ sendDate }) => sendDate);
        expect(new Set(kept).size).toBe(kept.length);
        expect(new Set(kept)).toEqual(new Set(mails.map(({ sendDate }) => sendDate)));
      }),
    );
  });
});
