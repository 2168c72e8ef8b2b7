import { describe, expect, it } from 'vitest';
import { isSticky } from '../../../../src/domain/placement/sticky.ts';
import { buildCampaign } from '../../../support/campaign-builder.ts';
import { day } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
} from '../../../support/plan-context-builder.ts';
import { buildCampaignEvent, buildEvent, type EventOptions } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

/** Today is 1 March 2027, after the send time: earliest is 2 March. */
const stays = (
  row: RowOptions,
  event: EventOptions = {},
  given: PlanContextOptions & { excluded?: string } = {},
) =>
  isSticky(
    buildRow(row),
    buildEvent(event),
    buildPlanContext({ now: afterSendTime, ...given }),
    (date) => given.excluded !== undefined && date === day(given.excluded),
  );

describe('a row is sticky (spec 2.6, rule 4)', () => {
  it('keeps its send date when nothing changed', () => {
    expect(stays({})).toBe(true);
    expect(stays({ sendDate: '2027-05-30', adjustment: 'capped' })).toBe(true);
  });

  it('unless its ideal date has changed', () => {
    expect(stays({ idealDate: '2027-05-28', sendDate: '2027-05-27' })).toBe(false);
    expect(stays({ idealDate: '2027-05-26', sendDate: '2027-05-27' })).toBe(false);
  });

  it('although its event date has changed', () => {
    expect(stays({ eventDate: '2027-06-11' })).toBe(true);
  });

  it('if it is pre-scheduled for today, also after the send time, but not for yesterday', () => {
    expect(stays({ sendDate: '2027-03-01' })).toBe(true);
    expect(stays({ sendDate: '2027-02-28' })).toBe(false);
  });

  it('if it is skipped and dated earliest, but not for today after the send time', () => {
    expect(stays({ status: 'skipped', sendDate: '2027-03-02' })).toBe(true);
    expect(stays({ status: 'skipped', sendDate: '2027-03-01' })).toBe(false);
    expect(stays({ status: 'skipped', sendDate: '2027-03-01' }, {}, { now: '2027-03-01T14:29:59Z' })).toBe(
      true,
    );
  });

  it('up to its last date', () => {
    expect(stays({ sendDate: '2027-06-10' })).toBe(true);
    expect(stays({ sendDate: '2027-06-11' })).toBe(false);
  });

  it('unless its send date is excluded', () => {
    expect(stays({ sendDate: '2027-05-30' }, {}, { excluded: '2027-05-30' })).toBe(false);
    expect(stays({ sendDate: '2027-05-30' }, {}, { excluded: '2027-05-27' })).toBe(true);
  });

  it('unless everything is placed again', () => {
    expect(stays({}, {}, { replan: true })).toBe(false);
  });
});

describe('a campaign’s row is sticky', () => {
  const staysInCampaign = (sendDate: string, activeStart: string | undefined) =>
    isSticky(
      buildRow({ emailType: 'campaign_promo', idealDate: '2027-05-20', sendDate }),
      buildCampaignEvent({
        lastDate: '2027-05-27',
        campaign: buildCampaign({ activeStart: activeStart === undefined ? undefined : day(activeStart) }),
      }),
      buildPlanContext(),
      () => false,
    );

  it('from the start of the campaign on, and not before', () => {
    expect(staysInCampaign('2027-05-21', '2027-05-21')).toBe(true);
    expect(staysInCampaign('2027-05-20', '2027-05-21')).toBe(false);
    expect(staysInCampaign('2027-05-20', undefined)).toBe(true);
  });
});
