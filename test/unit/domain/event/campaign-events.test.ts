import { describe, expect, it } from 'vitest';
import type { Campaign, Target } from '../../../../src/domain/campaign/campaign.ts';
import type { Contact } from '../../../../src/domain/contact/contact.ts';
import { findCampaignEvents } from '../../../../src/domain/event/campaign-events.ts';
import type { MailEvent } from '../../../../src/domain/mail/mail-event.ts';
import { buildCampaign, buildTarget } from '../../../support/campaign-builder.ts';
import { buildContact } from '../../../support/contact-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
} from '../../../support/plan-context-builder.ts';

interface Given extends PlanContextOptions {
  readonly contact?: Partial<Contact>;
}

const find = (
  campaigns: readonly Partial<Campaign>[],
  targets: readonly Partial<Target>[],
  given: Given = {},
) =>
  findCampaignEvents(
    buildContact(given.contact),
    targets.map(buildTarget),
    buildPlanContext({ ...given, campaigns: campaigns.map(buildCampaign) }),
  );

/** The event of one target of one campaign. */
const eventOf = (campaign: Partial<Campaign> = {}, target: Partial<Target> = {}, given: Given = {}) =>
  find([campaign], [target], given).events[0];

const datesOf = (event: MailEvent | undefined) =>
  event && [event.eventDate, event.idealDate, event.firstDate, event.lastDate].map(isoDate);

describe('a campaign event (spec 2.4)', () => {
  it('is about its target, with what the campaign brings', () => {
    const campaign = buildCampaign({ priority: 3, respectsWindows: false, transactional: true });
    expect(eventOf(campaign)).toEqual({
      kind: 'campaign',
      emailType: 'campaign_promo',
      eventDate: day('2027-05-20'),
      idealDate: day('2027-05-20'),
      firstDate: day('2027-03-01'),
      lastDate: day('2027-05-27'),
      priority: 3,
      respectsWindows: false,
      transactional: true,
      campaign,
      instanceId: 3,
      targetId: 11,
      parentId: null,
      emailTemplate: 'spring',
      smsTemplate: 'spring_sms',
      metadata: null,
    });
  });

  it('has an SMS template for a contact with a phone only', () => {
    expect(eventOf({}, {}, { contact: { hasPhone: false } })?.smsTemplate).toBeNull();
  });

  it.each([
    [14, '2027-05-06'],
    [0, '2027-05-20'],
    [-3, '2027-05-23'],
  ])('with days_before_event %i is ideal on %s', (daysBeforeEvent, ideal) => {
    expect(datesOf(eventOf({ daysBeforeEvent }))?.[1]).toBe(ideal);
  });
});

describe('the last date of a campaign event (spec 2.4)', () => {
  const last = (campaign: Partial<Campaign>, given: Given = {}) => datesOf(eventOf(campaign, {}, given))?.[3];

  it('is E if the mail goes out before it', () => {
    expect(last({ daysBeforeEvent: 14 })).toBe('2027-05-20');
    expect(last({ daysBeforeEvent: 14, activeEnd: day('2027-06-30') })).toBe('2027-05-20');
  });

  it('is the end of the campaign if that comes before E', () => {
    expect(last({ daysBeforeEvent: 14, activeEnd: day('2027-05-10') })).toBe('2027-05-10');
  });

  it.each([0, -3])('is the end of the campaign if the mail goes out %i days before E', (daysBeforeEvent) => {
    expect(last({ daysBeforeEvent, activeEnd: day('2027-09-30') })).toBe('2027-09-30');
    expect(last({ daysBeforeEvent, activeEnd: day('2027-04-30') })).toBe('2027-04-30');
  });

  it('is the ideal date and catch_up_spread_days where there is no end', () => {
    expect(last({ daysBeforeEvent: 0 })).toBe('2027-05-27');
    expect(last({ daysBeforeEvent: -3 })).toBe('2027-05-30');
    const configuration = { load_balancing: { catch_up_spread_days: 2 } };
    expect(last({ daysBeforeEvent: 0 }, { configuration })).toBe('2027-05-22');
  });
});

describe('the first date of a campaign event (spec 2.4)', () => {
  const first = (activeStart: string | undefined, now?: string) =>
    datesOf(
      eventOf(
        { activeStart: activeStart === undefined ? undefined : day(activeStart) },
        {},
        now ? { now } : {},
      ),
    )?.[2];

  it('is earliest', () => {
    expect(first(undefined)).toBe('2027-03-01');
    expect(first(undefined, afterSendTime)).toBe('2027-03-02');
    expect(first('2026-12-01', afterSendTime)).toBe('2027-03-02');
  });

  it('is the start of the campaign if that is later', () => {
    expect(first('2027-04-01')).toBe('2027-04-01');
  });
});

describe('the trigger date of a target (spec 2.4)', () => {
  const campaign = { triggerDate: day('2027-04-10') };
  const eventDate = (triggerDate: string | null) => datesOf(eventOf(campaign, { triggerDate }))?.[0];

  it('is its own', () => {
    expect(eventDate('2027-05-20')).toBe('2027-05-20');
    expect(eventDate('2027-05-20 10:00:00')).toBe('2027-05-20');
    expect(eventDate('2027-02-29')).toBe('2027-02-28');
  });

  it.each([null, '', ' '])('is the campaign’s if its own is %j', (triggerDate) => {
    expect(eventDate(triggerDate)).toBe('2027-04-10');
  });

  it.each(['soon', '06/20/2027', '2027-02-30'])('is an issue, and no event, if it is %j', (triggerDate) => {
    for (const each of [campaign, { ...campaign, targetsAll: true }, {}]) {
      const { events, issues } = find([each], [{ triggerDate }]);
      expect(events).toEqual([]);
      expect(issues.map(({ issue }) => issue)).toEqual(['campaign_trigger_invalid']);
    }
    expect(find([{ live: false }], [{ triggerDate }]).issues).toEqual([]);
  });

  it('is no issue where one of the two is there', () => {
    expect(find([campaign], [{ triggerDate: null }]).issues).toEqual([]);
    expect(find([{}], [{}]).issues).toEqual([]);
  });

  it('is an issue, and no event, where neither is', () => {
    const { events, issues, eventOfTarget } = find([{}], [{ triggerDate: null }]);
    expect(events).toEqual([]);
    expect(issues.map(({ issue }) => issue)).toEqual(['campaign_trigger_missing']);
    expect(eventOfTarget.size).toBe(0);
  });

  it('is an issue of one target and an event of the other', () => {
    const { events, issues } = find([{}], [{ id: 11, triggerDate: null }, { id: 12 }]);
    expect(events.map(({ targetId }) => targetId)).toEqual([12]);
    expect(issues.map(({ issue }) => issue)).toEqual(['campaign_trigger_missing']);
  });
});

describe('whom a campaign reaches (spec 2.4)', () => {
  const campaign = { triggerDate: day('2027-04-10') };
  const targetIds = (campaigns: readonly Partial<Campaign>[], targets: readonly Partial<Target>[]) =>
    find(campaigns, targets).events.map(({ instanceId, targetId }) => [instanceId, targetId]);

  it('is its targets', () => {
    expect(targetIds([campaign], [])).toEqual([]);
    expect(targetIds([campaign], [{}])).toEqual([[3, 11]]);
    expect(targetIds([campaign, { id: 4, ...campaign }], [{ instanceId: 4 }])).toEqual([[4, 11]]);
  });

  it('is everybody with target_all_contacts, without a target row', () => {
    expect(targetIds([{ ...campaign, targetsAll: true }], [])).toEqual([[3, null]]);
    expect(targetIds([{ ...campaign, targetsAll: true }], [{ instanceId: 4 }])).toEqual([[3, null]]);
  });

  it('is a target by its target row alone, also with target_all_contacts', () => {
    expect(targetIds([{ ...campaign, targetsAll: true }], [{}])).toEqual([[3, 11]]);
  });

  it('is nobody without a trigger date, which is an issue of everybody', () => {
    const { events, issues } = find([{ targetsAll: true }], []);
    expect(events).toEqual([]);
    expect(issues.map(({ issue }) => issue)).toEqual(['campaign_trigger_missing']);
  });

  it('is nobody if the campaign is not live, without an issue', () => {
    const { events, issues } = find(
      [{ live: false }, { id: 4, live: false, targetsAll: true }],
      [{}, { triggerDate: null }],
    );
    expect([events, issues]).toEqual([[], []]);
  });
});

describe('a target that a person has cancelled (spec 2.4)', () => {
  it.each(['cancelled', 'Canceled', ' CANCELLED '])('has neither event nor issue if it is %j', (status) => {
    for (const triggerDate of [null, 'soon', '2027-05-20']) {
      const { events, issues, eventOfTarget } = find([{}], [{ status, triggerDate }]);
      expect([events, issues, eventOfTarget.size]).toEqual([[], [], 0]);
    }
  });

  it('shuts its contact out of a campaign for all', () => {
    const everybody = { triggerDate: day('2027-04-10'), targetsAll: true };
    expect(find([everybody], [{ status: 'cancelled' }]).events).toEqual([]);
    expect(find([{ targetsAll: true }], [{ status: 'cancelled' }]).issues).toEqual([]);
  });

  it('leaves the other targets alone', () => {
    const { events } = find([{}], [{ id: 11, status: 'cancelled' }, { id: 12 }]);
    expect(events.map(({ targetId }) => targetId)).toEqual([12]);
  });
});

describe('targets of one contact and instance (spec 2.4)', () => {
  it('with the same event date are one event, of the lowest target id', () => {
    const campaign = { triggerDate: day('2027-05-20') };
    const { events, eventOfTarget } = find(
      [campaign],
      [{ id: 13 }, { id: 12, triggerDate: '2027-05-20 09:00:00' }, { id: 14, triggerDate: null }],
    );
    expect(events.map(({ targetId }) => targetId)).toEqual([12]);
    for (const id of [12, 13, 14]) expect(eventOfTarget.get(id)).toBe(events[0]);
  });

  it('with other event dates are events of their own', () => {
    const { events, eventOfTarget } = find([{}], [{ id: 11 }, { id: 12, triggerDate: '2027-05-21' }]);
    expect(events.map(({ targetId }) => targetId)).toEqual([11, 12]);
    expect(eventOfTarget.get(12)).toBe(events[1]);
  });
});

describe('the horizon of a campaign event (spec 2.4)', () => {
  it('holds an ideal date of today + horizon, and none a day later', () => {
    expect(find([{}], [{ triggerDate: '2028-02-29' }]).events).toHaveLength(1);
    expect(find([{}], [{ triggerDate: '2028-03-01' }]).events).toEqual([]);
    expect(find([{ daysBeforeEvent: 14 }], [{ triggerDate: '2028-03-14' }]).events).toHaveLength(1);
  });

  it('leaves a target beyond it without an event', () => {
    expect(find([{}], [{ triggerDate: '2028-03-01' }]).eventOfTarget.size).toBe(0);
  });
});
