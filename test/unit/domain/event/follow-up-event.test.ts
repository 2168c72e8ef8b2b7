import { describe, expect, it } from 'vitest';
import type { Suppression } from '../../../../src/domain/contact/contact.ts';
import { type Behaviour, noBehaviour } from '../../../../src/domain/event/behaviour.ts';
import { type FollowUpInput, findFollowUpEvent } from '../../../../src/domain/event/follow-up-event.ts';
import { RowClaims } from '../../../../src/domain/mail/row-claims.ts';
import type { ScheduleRow } from '../../../../src/domain/mail/schedule-row.ts';
import { buildCampaign } from '../../../support/campaign-builder.ts';
import { buildContactState } from '../../../support/contact-state-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
} from '../../../support/plan-context-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

/** Birthday mail 70, sent on 27 February 2027 in the morning. */
const initial: RowOptions = {
  id: 70,
  status: 'sent',
  eventDate: '2027-03-13',
  idealDate: '2027-02-27',
  actualSendDateTime: '2027-02-27 14:30:05',
};

const followUp: RowOptions = {
  id: 80,
  emailType: 'followup_1_cold',
  parentId: 70,
  eventDate: '2027-03-13',
  idealDate: '2027-03-01',
};

interface Given extends PlanContextOptions {
  readonly behaviour?: Partial<Behaviour>;
  readonly hasPhone?: boolean;
  readonly suppression?: Suppression;
  readonly rules?: Parameters<typeof buildContactState>[0];
}

/** A contact without windows, unless told otherwise. */
function inputOf(rows: readonly ScheduleRow[], given: Given): FollowUpInput {
  return {
    state: buildContactState(given.rules ?? [], {
      hasPhone: given.hasPhone ?? true,
      suppression: given.suppression ?? 'none',
    }),
    rows,
    readBehaviour: () => ({ ...noBehaviour, ...given.behaviour }),
    findOwned: (event) => new RowClaims(rows, new Set()).findOwned(event),
  };
}

const find = (rows: readonly RowOptions[], given: Given = {}) =>
  findFollowUpEvent(inputOf(rows.map(buildRow), given), buildPlanContext(given));

/** The initial row that is followed up. */
const followed = (rows: readonly RowOptions[], given: Given = {}) => find(rows, given)?.parentId;

describe('an initial row (spec 2.8)', () => {
  it.each(['sent', 'delivered', 'Sent'])('is %s', (status) => {
    expect(followed([{ ...initial, status }])).toBe(70);
  });

  it.each([
    'pre-scheduled',
    'skipped',
    'scheduled',
    'processing',
    'accepted',
    'deferred',
    'failed',
    'bounced',
  ])('is not %s', (status) => {
    expect(followed([{ ...initial, status }])).toBeUndefined();
  });

  it('is none whose id no follow-up could name', () => {
    expect(followed([{ ...initial, id: 2 ** 53 }])).toBeUndefined();
  });

  it.each(['birthday', 'effective_date', 'aep', 'post_window'])('may be of type %s', (emailType) => {
    expect(followed([{ ...initial, emailType }])).toBe(70);
  });

  it.each(['newsletter', 'followup_1_cold', 'followup_4_hq_with_yes'])('is not of type %s', (emailType) => {
    expect(followed([{ ...initial, emailType }])).toBeUndefined();
  });

  it('may be a campaign’s whose follow-ups are enabled, whether or not it is live', () => {
    const row = { ...initial, emailType: 'campaign_promo', instanceId: 3 };
    expect(followed([row], { campaigns: [buildCampaign()] })).toBe(70);
    expect(followed([row], { campaigns: [buildCampaign({ live: false })] })).toBe(70);
    expect(followed([row], { campaigns: [buildCampaign({ followupsEnabled: false })] })).toBeUndefined();
    expect(followed([row])).toBeUndefined();
    expect(followed([{ ...row, instanceId: null }], { campaigns: [buildCampaign()] })).toBeUndefined();
  });

  it('is none for a contact without rows', () => {
    expect(followed([])).toBeUndefined();
  });
});

describe('an initial row may be followed up (spec 2.8)', () => {
  const sentOn = (date: string): RowOptions => ({ ...initial, idealDate: date, actualSendDateTime: null });

  it('if it went out within followup_lookback_days of today, both ends included', () => {
    expect(followed([sentOn('2027-01-24')])).toBeUndefined();
    expect(followed([sentOn('2027-01-25')])).toBe(70);
    expect(followed([sentOn('2027-03-01')])).toBe(70);
    expect(followed([sentOn('2027-03-02')])).toBeUndefined();
  });

  it('by the date it went out in the time zone, not by its send date', () => {
    const row = (actualSendDateTime: string) => ({ ...sentOn('2027-02-20'), actualSendDateTime });
    expect(followed([row('2027-01-25 05:59:59')])).toBeUndefined();
    expect(followed([row('2027-01-25 06:00:00')])).toBe(70);
  });

  it('also later if it has a pre-scheduled follow-up already', () => {
    expect(followed([sentOn('2027-01-20'), followUp])).toBe(70);
    expect(followed([sentOn('2027-01-20'), { ...followUp, status: 'skipped' }])).toBeUndefined();
    expect(followed([sentOn('2027-01-20'), { ...followUp, parentId: 71 }])).toBeUndefined();
    expect(followed([sentOn('2027-01-20'), { ...followUp, emailType: 'aep' }])).toBeUndefined();
  });

  it('by what its follow-up was before a killed run (spec 4.1)', () => {
    const old = sentOn('2027-01-20');
    const skipped = buildRow({ ...followUp, status: 'skipped' });
    expect(followed([old, { ...followUp, former: null }])).toBeUndefined();
    expect(followed([old, { ...followUp, former: skipped }])).toBeUndefined();
    expect(followed([old, { ...followUp, status: 'skipped', former: buildRow(followUp) }])).toBe(70);
  });

  it.each(['scheduled', 'sent', 'failed', 'bounced', 'cancelled', 'dropped'])(
    'unless it has a foreign follow-up that is %s',
    (status) => {
      expect(followed([initial, { ...followUp, status }])).toBeUndefined();
    },
  );

  it('unless it has a follow-up that was skipped with a date before today', () => {
    const skipped = { ...followUp, status: 'skipped' };
    expect(followed([initial, { ...skipped, sendDate: '2027-02-28' }])).toBeUndefined();
    expect(followed([initial, { ...skipped, sendDate: '2027-03-01' }])).toBe(70);
    expect(followed([initial, { ...followUp, sendDate: '2027-02-28' }])).toBe(70);
  });

  it('unless a foreign follow-up of the contact went out in the lookback before it, or later', () => {
    const other = (date: string): RowOptions => ({
      ...followUp,
      parentId: 60,
      status: 'sent',
      idealDate: date,
    });
    expect(followed([initial, other('2027-01-22')])).toBe(70);
    expect(followed([initial, other('2027-01-23')])).toBeUndefined();
    expect(followed([initial, other('2027-02-28')])).toBeUndefined();
    expect(followed([initial, { ...other('2027-03-05'), status: 'scheduled' }])).toBeUndefined();
  });

  it('by the date that other follow-up went out in the time zone', () => {
    const other = { ...followUp, parentId: 60, status: 'sent', idealDate: '2027-01-20' };
    expect(followed([initial, { ...other, actualSendDateTime: '2027-01-23 05:59:59' }])).toBe(70);
    expect(followed([initial, { ...other, actualSendDateTime: '2027-01-23 06:00:00' }])).toBeUndefined();
  });

  it.each(['failed', 'bounced', 'dropped', 'cancelled', 'pre-scheduled', 'skipped'])(
    'although another follow-up of the contact is %s',
    (status) => {
      expect(followed([initial, { ...followUp, parentId: 60, idealDate: '2027-02-28', status }])).toBe(70);
    },
  );
});

describe('one initial row per contact (spec 2.8)', () => {
  const earlier: RowOptions = { ...initial, id: 60, actualSendDateTime: '2027-02-10 14:30:00' };

  it.each([
    ['the latest one', [earlier, initial], 70],
    ['the latest one though its id is lower', [{ ...earlier, id: 90 }, initial], 70],
    ['the highest id of one date', [initial, { ...initial, id: 69 }, { ...initial, id: 71 }], 71],
    [
      'one with a pre-scheduled follow-up rather than a later one',
      [earlier, initial, { ...followUp, parentId: 60 }],
      60,
    ],
    [
      'not one with a skipped follow-up',
      [earlier, initial, { ...followUp, parentId: 60, status: 'skipped' }],
      70,
    ],
    [
      'the latest of those with a pre-scheduled follow-up',
      [earlier, initial, { ...followUp, parentId: 60 }, { ...followUp, id: 81 }],
      70,
    ],
  ] as const)('is %s, whatever the order of the rows', (_, rows, expected) => {
    expect(followed(rows)).toBe(expected);
    expect(followed(rows.toReversed())).toBe(expected);
  });

  it('is not one whose pre-scheduled follow-up would be skipped now', () => {
    const planned = { ...followUp, parentId: 60, sendDate: '2027-03-04', idealDate: '2027-02-12' };
    expect(followed([earlier, initial, planned])).toBe(60);
    // Moved to tomorrow, which is excluded: the follow-up of 60 would be skipped.
    expect(
      followed([earlier, initial, { ...planned, sendDate: '2027-02-20' }], {
        rules: [['2027-03-02', '2027-03-02']],
      }),
    ).toBe(70);
  });

  it('is one without a follow-up dated before today where none stays pre-scheduled', () => {
    const missed = { ...followUp, sendDate: '2027-02-28' };
    expect(followed([initial, missed])).toBe(70);
    expect(followed([initial, missed], { suppression: 'suppressed' })).toBeUndefined();
    expect(followed([earlier, initial, missed], { suppression: 'suppressed' })).toBe(60);
    expect(followed([initial, followUp], { suppression: 'suppressed' })).toBe(70);
  });

  it('is the next one if the latest may not be followed up', () => {
    const done = { ...followUp, status: 'failed' };
    expect(followed([earlier, initial, done])).toBe(60);
  });
});

describe('the dates of a follow-up (spec 2.8)', () => {
  const datesAt = (wentOut: string, given: Given = {}) => {
    const event = find([{ ...initial, idealDate: wentOut, actualSendDateTime: null }], given);
    return event && [event.idealDate, event.firstDate, event.lastDate].map(isoDate);
  };

  it('are followup_delay_days after the mail went out, and the lookback and the spread after it at the latest', () => {
    expect(datesAt('2027-03-01')).toEqual(['2027-03-03', '2027-03-03', '2027-04-12']);
    const configuration = {
      timing: { followup_delay_days: 5, followup_lookback_days: 10 },
      load_balancing: { catch_up_spread_days: 3 },
    };
    expect(datesAt('2027-03-01', { configuration })).toEqual(['2027-03-06', '2027-03-06', '2027-03-14']);
  });

  it('are today if the ideal date is today, before the send time', () => {
    expect(datesAt('2027-02-27')?.[1]).toBe('2027-03-01');
  });

  it('are tomorrow if the ideal date is today, after the send time', () => {
    expect(datesAt('2027-02-27', { now: afterSendTime })?.[1]).toBe('2027-03-02');
  });

  it('are tomorrow if the ideal date is past, before the send time too', () => {
    expect(datesAt('2027-02-26')).toEqual(['2027-02-28', '2027-03-02', '2027-04-09']);
    expect(datesAt('2027-02-26', { now: afterSendTime })?.[1]).toBe('2027-03-02');
  });

  it('count from the local date the mail went out', () => {
    const event = find([{ ...initial, actualSendDateTime: '2027-03-01 05:59:59' }]);
    expect(event?.idealDate).toBe(day('2027-03-02'));
  });

  it('cross the clock change without losing a day', () => {
    expect(datesAt('2027-03-13', { now: '2027-03-14T12:00:00Z' })?.[1]).toBe('2027-03-15');
    expect(datesAt('2027-11-06', { now: '2027-11-07T12:00:00Z' })?.[1]).toBe('2027-11-08');
  });
});

describe('the kind of a follow-up (spec 2.8)', () => {
  const kindOf = (row: RowOptions, clickedAt: string) =>
    find([row], { behaviour: { clicks: [{ id: 4, at: clickedAt }] } })?.emailType;

  it('uses what was done from the moment the mail went out', () => {
    expect(kindOf(initial, '2027-02-27 14:30:04')).toBe('followup_1_cold');
    expect(kindOf(initial, '2027-02-27 14:30:05')).toBe('followup_2_clicked_no_hq');
  });

  it.each([null, 'soon'])('uses what was done from the local send date on if the moment is %j', (actual) => {
    const row = { ...initial, actualSendDateTime: actual };
    expect(kindOf(row, '2027-02-27 05:59:59')).toBe('followup_1_cold');
    expect(kindOf(row, '2027-02-27 06:00:00')).toBe('followup_2_clicked_no_hq');
  });

  it('uses the local date of a bare one', () => {
    const row = { ...initial, actualSendDateTime: '2027-02-26' };
    expect(kindOf(row, '2027-02-26 05:59:59')).toBe('followup_1_cold');
    expect(kindOf(row, '2027-02-26 06:00:00')).toBe('followup_2_clicked_no_hq');
  });

  it('takes its templates', () => {
    const answers = [{ id: 9, at: '2027-02-28 00:00:00', metadata: '{"has_medical_conditions": true}' }];
    expect(find([initial], { behaviour: { answers } })).toMatchObject({
      emailType: 'followup_4_hq_with_yes',
      emailTemplate: 'followup_4_hq_with_yes',
      smsTemplate: null,
    });
    expect(find([initial])).toMatchObject({
      emailType: 'followup_1_cold',
      emailTemplate: 'followup_1_cold',
      smsTemplate: 'followup_1_cold_sms',
    });
  });
});

describe('a follow-up (spec 2.8)', () => {
  const campaignRow: RowOptions = {
    ...initial,
    emailType: 'campaign_promo',
    instanceId: 3,
    targetId: 11,
    priority: 4,
  };

  it('has its initial row’s event date, respects windows, and is neither targeted nor transactional', () => {
    expect(find([initial])).toMatchObject({
      kind: 'followup',
      eventDate: day('2027-03-13'),
      priority: 50,
      respectsWindows: true,
      transactional: false,
      campaign: undefined,
      instanceId: null,
      targetId: null,
      parentId: 70,
    });
  });

  it('of a campaign has its instance, and the priority of the row that was sent', () => {
    const campaigns = [buildCampaign({ priority: 9, transactional: true, respectsWindows: false })];
    expect(find([campaignRow], { campaigns })).toMatchObject({
      instanceId: 3,
      targetId: null,
      priority: 4,
      respectsWindows: true,
      transactional: false,
      emailTemplate: 'followup_1_cold',
    });
  });

  it('of a campaign has the templates that the instance names', () => {
    const campaigns = [buildCampaign({ followupEmailTemplate: 'own', followupSmsTemplate: 'own_sms' })];
    expect(find([campaignRow], { campaigns })).toMatchObject({
      emailTemplate: 'own',
      smsTemplate: 'own_sms',
    });
  });

  it('has no SMS template for a contact without a phone', () => {
    const campaigns = [buildCampaign({ followupSmsTemplate: 'own_sms' })];
    expect(find([campaignRow], { campaigns, hasPhone: false })?.smsTemplate).toBeNull();
    expect(find([initial], { hasPhone: false })?.smsTemplate).toBeNull();
  });

  it('has no templates where its kind has none', () => {
    const configuration = { templates: { followup_1_cold: {} } };
    expect(find([initial], { configuration })).toMatchObject({ emailTemplate: null, smsTemplate: null });
    const rows = [buildRow(initial)];
    const context = buildPlanContext();
    const bare = { ...context, configuration: { ...context.configuration, templates: {} } };
    expect(findFollowUpEvent(inputOf(rows, {}), bare)).toMatchObject({
      emailTemplate: null,
      smsTemplate: null,
    });
  });
});

describe('the metadata of a follow-up (spec 3.1)', () => {
  const metadataOf = (rows: readonly RowOptions[], given: Given = {}): unknown =>
    JSON.parse(find(rows, given)?.metadata ?? 'null');

  it('names the initial row and what decided, and never a health answer', () => {
    const behaviour = {
      clicks: [{ id: 4, at: '2027-02-28 00:00:00' }],
      answers: [{ id: 9, at: '2027-02-28 00:00:00', metadata: '{"has_medical_conditions": true}' }],
    };
    expect(metadataOf([initial], { behaviour })).toEqual({
      initial_comm_log_id: 70,
      initial_email_type: 'birthday',
      followup_behavior: { clicked: true, answered: true, decided_by: [9] },
      campaign_name: null,
    });
  });

  it('names the campaign', () => {
    const row = { ...initial, emailType: 'campaign_promo', instanceId: 3 };
    expect(metadataOf([row], { campaigns: [buildCampaign()] })).toMatchObject({
      initial_email_type: 'campaign_promo',
      campaign_name: 'Spring',
    });
  });
});
