import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../../../src/domain/mail/leftover.ts';
import { findOccupiedMails } from '../../../../src/domain/mail/occupied-mail.ts';
import { buildCampaign } from '../../../support/campaign-builder.ts';
import { isoDate } from '../../../support/day-builder.ts';
import { buildPlanContext } from '../../../support/plan-context-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

const context = buildPlanContext({
  campaigns: [buildCampaign({ id: 4, emailType: 'campaign_notice', transactional: true })],
});

/** Type, date and kind of what counts. */
function occupiedBy(rows: readonly RowOptions[], leftovers: readonly Leftover[] = []): string[] {
  return findOccupiedMails(rows.map(buildRow), leftovers, context).map(
    ({ emailType, date, isForeign }) => `${emailType} ${isoDate(date)} ${isForeign ? 'foreign' : 'outside'}`,
  );
}

const sent = { status: 'sent', idealDate: '2027-02-20' };

describe('foreign rows that count for the limits of a contact (spec 2.6)', () => {
  it.each(['scheduled', 'processing', 'accepted', 'sent', 'delivered', 'deferred', 'unheard_of'])(
    'are those that are %s',
    (status) => {
      expect(occupiedBy([{ ...sent, status }])).toEqual(['birthday 2027-02-20 foreign']);
    },
  );

  it.each(['failed', 'bounced', 'dropped', 'cancelled'])('are not those that are %s', (status) => {
    expect(occupiedBy([{ ...sent, status }])).toEqual([]);
  });

  it('count on the date they went out', () => {
    expect(occupiedBy([{ ...sent, actualSendDateTime: '2027-02-23 03:00:00' }])).toEqual([
      'birthday 2027-02-22 foreign',
    ]);
  });

  it('may be of an unknown type, skipped ones excepted', () => {
    expect(occupiedBy([{ ...sent, emailType: 'newsletter' }])).toEqual(['newsletter 2027-02-20 foreign']);
    expect(occupiedBy([{ ...sent, emailType: 'newsletter', status: 'pre-scheduled' }])).toEqual([
      'newsletter 2027-02-20 foreign',
    ]);
    expect(occupiedBy([{ ...sent, emailType: 'newsletter', status: 'skipped' }])).toEqual([]);
  });

  it('may have an id that does not count', () => {
    expect(occupiedBy([2 ** 53, 0, -1].map((id) => ({ id, idealDate: '2027-04-01' })))).toEqual([
      'birthday 2027-04-01 foreign',
      'birthday 2027-04-01 foreign',
      'birthday 2027-04-01 foreign',
    ]);
  });

  it('are neither follow-ups nor transactional', () => {
    expect(
      occupiedBy([
        { ...sent, emailType: 'followup_1_cold' },
        { ...sent, emailType: 'campaign_notice', instanceId: 4 },
        { ...sent, emailType: 'campaign_promo', instanceId: 3 },
      ]),
    ).toEqual(['campaign_promo 2027-02-20 foreign']);
  });

  it('reach back as far as a period that holds today, and no further', () => {
    expect(occupiedBy([{ ...sent, idealDate: '2027-01-31' }])).toEqual(['birthday 2027-01-31 foreign']);
    expect(occupiedBy([{ ...sent, idealDate: '2027-01-30' }])).toEqual([]);
  });

  it('come by date, then by id, whichever way they were read', () => {
    const rows = [
      { ...sent, id: 43, idealDate: '2027-02-21' },
      { ...sent, id: 42 },
      { ...sent, id: 41 },
    ];
    const idsOf = (given: readonly RowOptions[]) =>
      findOccupiedMails(given.map(buildRow), [], context).map(({ id }) => id);
    expect(idsOf(rows)).toEqual([41, 42, 43]);
    expect(idsOf(rows.toReversed())).toEqual([41, 42, 43]);
  });

  it('tell which row they are', () => {
    expect(findOccupiedMails([buildRow({ ...sent, id: 41 })], [], context).map(({ id }) => id)).toEqual([41]);
  });
});

describe('owned rows', () => {
  it('do not count by themselves', () => {
    expect(occupiedBy([{ status: 'pre-scheduled' }, { id: 101, status: 'skipped' }])).toEqual([]);
  });

  it('count on their send date if they are outside this run and pre-scheduled', () => {
    const row = buildRow({ id: 41, idealDate: '2028-04-01', sendDate: '2028-04-03' });
    const occupied = findOccupiedMails([row], [{ row, fate: 'outside' }], context);
    expect(occupied).toEqual([{ id: 41, emailType: 'birthday', date: row.sendDate, isForeign: false }]);
  });

  it.each([
    ['skipped', 'outside', { status: 'skipped' }],
    ['a follow-up', 'outside', { emailType: 'followup_1_cold' }],
    ['transactional', 'outside', { emailType: 'campaign_notice', instanceId: 4 }],
    ['to be deleted', 'deleted', {}],
    ['missed', 'missed', {}],
    ['of the past', 'kept', { status: 'skipped' }],
  ] as const)('do not count if they are %s', (_, fate, options) => {
    expect(occupiedBy([], [{ row: buildRow(options), fate }])).toEqual([]);
  });
});
