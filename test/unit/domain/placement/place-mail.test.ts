import { describe, expect, it } from 'vitest';
import { fnv1a } from '../../../../src/domain/arithmetic/fnv1a.ts';
import type { Campaign } from '../../../../src/domain/campaign/campaign.ts';
import type { ContactState } from '../../../../src/domain/exclusion/contact-state.ts';
import type { MailEvent } from '../../../../src/domain/mail/mail-event.ts';
import { placeMail } from '../../../../src/domain/placement/place-mail.ts';
import { buildCampaign } from '../../../support/campaign-builder.ts';
import { buildContactState, type Span } from '../../../support/contact-state-builder.ts';
import { day, isoDate, isoDateAfter } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
} from '../../../support/plan-context-builder.ts';
import { buildCampaignEvent, buildEvent, type EventOptions } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';

interface Given extends PlanContextOptions {
  readonly row?: RowOptions;
  readonly state?: ContactState;
  readonly windows?: readonly Span[];
}

const place = (event: MailEvent, given: Given = {}) =>
  placeMail(
    event,
    given.row && buildRow(given.row),
    given.state ?? buildContactState(given.windows ?? []),
    buildPlanContext(given),
  );

/** Verdict, date, adjustment, and whether a row is made. */
function verdictOf(event: MailEvent, given: Given = {}): string {
  const mail = place(event, given);
  if (mail === undefined) return 'over';
  expect(mail.status).toBe(mail.skipReason === null ? 'pre-scheduled' : 'skipped');
  const words = [
    mail.skipReason ?? mail.status,
    isoDate(mail.sendDate),
    mail.adjustment,
    mail.stored ? null : 'no row',
  ];
  return words.filter((word) => word !== null).join(' ');
}

const campaignEvent = (campaign: Partial<Campaign> = {}, options: EventOptions = {}) =>
  buildCampaignEvent({ campaign: buildCampaign(campaign), ...options });

const suppressed = buildContactState([], { suppression: 'suppressed', suppressedBy: ['bounced'] });
const unsubscribed = buildContactState([], {
  suppression: 'unsubscribed_only',
  suppressedBy: ['unsubscribed'],
});
const windowsUnknown = buildContactState([], {}, { windowsUnknown: true });
const around: Span = ['2027-05-25', '2027-05-30'];

describe('a mail whose ideal date is in the future (spec 2.6, rule 5)', () => {
  it('goes out on its ideal date', () => {
    expect(verdictOf(buildEvent())).toBe('pre-scheduled 2027-05-27');
    expect(place(buildEvent())).toMatchObject({
      rule: 'ideal',
      skipReason: null,
      skipDetail: null,
      row: undefined,
    });
  });

  it('goes out on its ideal date if that is earliest', () => {
    expect(verdictOf(buildEvent({ idealDate: '2027-03-01' }))).toBe('pre-scheduled 2027-03-01');
  });

  it('goes out on its ideal date though the days around it are excluded', () => {
    const windows: Span[] = [
      ['2027-05-01', '2027-05-26'],
      ['2027-05-28', '2027-06-30'],
    ];
    expect(verdictOf(buildEvent(), { windows })).toBe('pre-scheduled 2027-05-27');
  });

  it('is written into the row that carries it', () => {
    const row = buildRow({ idealDate: '2027-05-20' });
    const mail = placeMail(buildEvent(), row, buildContactState(), buildPlanContext());
    expect(mail?.row).toBe(row);
    expect(mail?.sendDate).toBe(day('2027-05-27'));
  });
});

describe('a campaign that has ended or has nothing to send (spec 2.6, rule 1)', () => {
  it('is skipped if its ideal date is after its end, and not if it is on it', () => {
    expect(verdictOf(campaignEvent({ activeEnd: day('2027-05-19') }))).toBe('campaign_ended 2027-05-20');
    expect(verdictOf(campaignEvent({ activeEnd: day('2027-05-20') }))).toBe('pre-scheduled 2027-05-20');
  });

  it('is skipped if it has neither template for the contact', () => {
    expect(verdictOf(campaignEvent({}, { emailTemplate: null, smsTemplate: null }))).toBe(
      'template_missing 2027-05-20',
    );
    expect(verdictOf(campaignEvent({}, { emailTemplate: null }))).toBe('pre-scheduled 2027-05-20');
    expect(verdictOf(campaignEvent({}, { smsTemplate: null }))).toBe('pre-scheduled 2027-05-20');
  });

  it('is skipped like any other mail without a template', () => {
    expect(verdictOf(buildEvent({ emailTemplate: null, smsTemplate: null }))).toBe(
      'template_missing 2027-05-27',
    );
  });
});

describe('a suppressed contact (spec 2.6, rule 2)', () => {
  it('gets no mail', () => {
    expect(verdictOf(buildEvent(), { state: suppressed })).toBe('suppressed 2027-05-27');
    expect(verdictOf(campaignEvent({}, { transactional: true }), { state: suppressed })).toBe(
      'suppressed 2027-05-20',
    );
    expect(verdictOf(buildEvent(), { state: unsubscribed })).toBe('suppressed 2027-05-27');
  });

  it('gets transactional mail if the only reason is unsubscribed', () => {
    expect(verdictOf(campaignEvent({}, { transactional: true }), { state: unsubscribed })).toBe(
      'pre-scheduled 2027-05-20',
    );
    expect(verdictOf(campaignEvent(), { state: unsubscribed })).toBe('suppressed 2027-05-20');
  });

  it('is told why', () => {
    const detailOf = (...suppressedBy: string[]): unknown =>
      place(buildEvent(), { state: buildContactState([], { suppression: 'suppressed', suppressedBy }) })
        ?.skipDetail;
    expect(detailOf('bounced', 'duplicate')).toBe('bounced, duplicate');
    expect(detailOf('')).not.toBe('');
    expect(detailOf('', 'bounced')).toMatch(/\w.*, bounced$/);
  });
});

describe('a contact whose windows cannot be known (spec 2.6, rule 2)', () => {
  it('gets no mail that respects windows', () => {
    expect(verdictOf(buildEvent(), { state: windowsUnknown })).toBe('window_unknown 2027-05-27');
    expect(verdictOf(campaignEvent(), { state: windowsUnknown })).toBe('window_unknown 2027-05-20');
    expect(verdictOf(campaignEvent({}, { respectsWindows: false }), { state: windowsUnknown })).toBe(
      'pre-scheduled 2027-05-20',
    );
  });
});

describe('an ideal date that is excluded (spec 2.6, rule 3)', () => {
  it('withholds the mail, whatever free dates there are', () => {
    expect(verdictOf(buildEvent(), { windows: [around] })).toBe('exclusion_window 2027-05-27');
    expect(verdictOf(buildEvent(), { windows: [['2027-05-27', '2027-05-27']] })).toBe(
      'exclusion_window 2027-05-27',
    );
  });

  it('does not withhold mail that does not respect windows', () => {
    const event = campaignEvent(
      {},
      { idealDate: '2027-05-27', lastDate: '2027-06-03', respectsWindows: false },
    );
    expect(verdictOf(event, { windows: [around] })).toBe('pre-scheduled 2027-05-27');
  });

  it('is told by its rule and merged window', () => {
    const windows: Span[] = [around, ['2027-05-31', '2027-06-05']];
    expect(place(buildEvent(), { windows })?.skipDetail).toBe('test window 2027-05-25..2027-06-05');
  });
});

describe('the order of rules 1 to 3 (spec 2.6)', () => {
  const windows: Span[] = [['2027-05-15', '2027-05-25']];
  const endedWithoutTemplate = campaignEvent(
    { activeEnd: day('2027-05-19') },
    { emailTemplate: null, smsTemplate: null },
  );
  const everything = (state: ContactState) => ({ ...state, windows: buildContactState(windows).windows });

  it('is: ended, template, suppressed, unknown, excluded', () => {
    const both = { ...suppressed, windowsUnknown: true };
    expect(verdictOf(endedWithoutTemplate, { state: everything(both) })).toBe('campaign_ended 2027-05-20');
    expect(
      verdictOf(campaignEvent({}, { emailTemplate: null, smsTemplate: null }), { state: everything(both) }),
    ).toBe('template_missing 2027-05-20');
    expect(verdictOf(campaignEvent(), { state: everything(both) })).toBe('suppressed 2027-05-20');
    expect(verdictOf(campaignEvent(), { state: everything(windowsUnknown) })).toBe(
      'window_unknown 2027-05-20',
    );
    expect(verdictOf(campaignEvent(), { windows })).toBe('exclusion_window 2027-05-20');
  });

  it('comes before stickiness', () => {
    const row = { sendDate: '2027-06-05' };
    expect(verdictOf(buildEvent(), { row: { ...row, idealDate: '2027-05-27' }, windows: [around] })).toBe(
      'exclusion_window 2027-05-27',
    );
  });
});

describe('rules 1 to 3 (spec 2.6, "due")', () => {
  const today = '2027-03-01';
  const ended = campaignEvent(
    { activeEnd: day('2027-02-28') },
    { eventDate: '2027-03-08', idealDate: today, firstDate: '2027-03-02' },
  );
  const birthday = buildEvent({ eventDate: '2027-03-15', idealDate: today, firstDate: '2027-03-02' });

  it.each([
    ['campaign_ended', ended, {}],
    ['template_missing', { ...birthday, emailTemplate: null, smsTemplate: null }, {}],
    ['suppressed', birthday, { state: suppressed }],
    ['window_unknown', birthday, { state: windowsUnknown }],
    ['exclusion_window', birthday, { windows: [[today, today] as Span] }],
  ])('withdraw a mail that is due: %s', (reason, event, given) => {
    const due = { row: { idealDate: today }, now: afterSendTime };
    expect(verdictOf({ ...event, lastDate: day('2027-03-15') }, { ...due, ...given })).toBe(
      `${reason} ${today}`,
    );
    expect(verdictOf(birthday, due)).toBe(`pre-scheduled ${today}`);
  });
});

describe('the date of a mail skipped by rules 1 to 3 (spec 2.6)', () => {
  const past = { eventDate: '2027-03-10', idealDate: '2027-02-28' };

  it('is the ideal date if that is today or later, though the row has another', () => {
    expect(verdictOf(buildEvent({ idealDate: '2027-03-01' }), { state: suppressed })).toBe(
      'suppressed 2027-03-01',
    );
    expect(
      verdictOf(buildEvent(), { state: suppressed, row: { sendDate: '2027-06-02', adjustment: 'capped' } }),
    ).toBe('suppressed 2027-05-27');
  });

  it('is the row’s send date if the ideal date is past', () => {
    expect(
      verdictOf(buildEvent(past), {
        state: suppressed,
        row: { sendDate: '2027-03-04', adjustment: 'catch_up' },
      }),
    ).toBe('suppressed 2027-03-04');
    expect(verdictOf(buildEvent(past), { state: suppressed, row: { sendDate: '2027-02-27' } })).toBe(
      'suppressed 2027-02-27',
    );
  });

  it('makes no row if the ideal date is past and there is none', () => {
    expect(verdictOf(buildEvent(past), { state: suppressed })).toBe('suppressed 2027-02-28 no row');
    expect(verdictOf(buildEvent(past), { windows: [['2027-02-01', '2027-03-03']] })).toBe(
      'exclusion_window 2027-02-28 no row',
    );
  });

  it('is there even if nothing could be placed any more', () => {
    const today = {
      eventDate: '2027-03-01',
      idealDate: '2027-02-14',
      firstDate: '2027-03-02',
      lastDate: '2027-03-01',
    };
    const given = { row: { idealDate: '2027-02-14', sendDate: '2027-02-20' }, now: afterSendTime };
    expect(verdictOf(buildEvent(today), { ...given, state: suppressed })).toBe('suppressed 2027-02-20');
    expect(verdictOf(buildEvent(today), given)).toBe('over');
  });

  it('is none if the last date is past: the event is over', () => {
    const over = { eventDate: '2027-02-28', idealDate: '2027-02-14', lastDate: '2027-02-28' };
    const row = { idealDate: '2027-02-14', sendDate: '2027-02-20' };
    expect(verdictOf(buildEvent(over), { state: suppressed, row })).toBe('over');
    expect(verdictOf(campaignEvent({ activeEnd: day('2027-02-10') }, over), { row })).toBe('over');
  });
});

describe('a row that is sticky (spec 2.6, rule 4)', () => {
  it('keeps its send date and its adjustment', () => {
    const row = { sendDate: '2027-06-02', adjustment: 'capped' };
    expect(verdictOf(buildEvent(), { row })).toBe('pre-scheduled 2027-06-02 capped');
    expect(place(buildEvent(), { row })).toMatchObject({ rule: 'sticky' });
  });

  it('is pre-scheduled again if it was skipped for something that is no more', () => {
    const row = { status: 'skipped', skipReason: 'suppressed', skipDetail: 'bounced' };
    expect(place(buildEvent(), { row })).toMatchObject({
      status: 'pre-scheduled',
      skipReason: null,
      skipDetail: null,
      sendDate: day('2027-05-27'),
    });
  });

  it('keeps the date of today after the send time, where lo is after hi', () => {
    const today = { eventDate: '2027-03-01', idealDate: '2027-02-15', firstDate: '2027-03-02' };
    const row = { idealDate: '2027-02-15', sendDate: '2027-03-01', adjustment: 'catch_up' };
    const now = '2027-03-01T15:00:00Z';
    expect(verdictOf(buildEvent(today), { row, now })).toBe('pre-scheduled 2027-03-01 catch_up');
    expect(verdictOf(buildEvent(today), { row: { ...row, status: 'skipped' }, now })).toBe('over');
    expect(verdictOf(buildEvent(today), { now })).toBe('over');
  });

  it('gives its date up if that has become excluded', () => {
    const row = { sendDate: '2027-06-02', adjustment: 'capped' };
    const windows: Span[] = [['2027-06-02', '2027-06-08']];
    expect(verdictOf(buildEvent(), { row, windows })).toBe('pre-scheduled 2027-05-27');
  });

  it('keeps an excluded date if the mail does not respect windows', () => {
    const event = campaignEvent({}, { lastDate: '2027-05-27', respectsWindows: false });
    const row = { idealDate: '2027-05-20', sendDate: '2027-05-26', adjustment: 'capped' };
    expect(verdictOf(event, { row, windows: [around] })).toBe('pre-scheduled 2027-05-26 capped');
  });

  it('is placed again with --replan', () => {
    expect(verdictOf(buildEvent(), { row: { sendDate: '2027-06-02' }, replan: true })).toBe(
      'pre-scheduled 2027-05-27',
    );
  });
});

describe('a row that a killed run has written (spec 4.1)', () => {
  it('binds nobody if that run has made it, and carries the plan', () => {
    const row = { sendDate: '2027-06-02', adjustment: 'capped', former: null };
    expect(verdictOf(buildEvent(), { row })).toBe('pre-scheduled 2027-05-27');
    expect(place(buildEvent(), { row })?.row?.id).toBe(100);
  });

  it('keeps the date and the adjustment it had before that run', () => {
    const former = buildRow({ sendDate: '2027-06-03', adjustment: 'catch_up' });
    const row = { sendDate: '2027-06-02', adjustment: 'capped', former };
    expect(verdictOf(buildEvent(), { row })).toBe('pre-scheduled 2027-06-03 catch_up');
    expect(place(buildEvent(), { row })?.row?.sendDate).toBe(day('2027-06-02'));
  });
});

describe('a mail whose ideal date is past (spec 2.6, rule 6)', () => {
  const late = buildEvent({ eventDate: '2027-03-12', idealDate: '2027-02-26' });

  it('goes out on number h mod count of the days of the spread', () => {
    const expected = isoDateAfter('2027-03-01', fnv1a('7-birthday-2027') % 7);
    expect(verdictOf(late)).toBe(`pre-scheduled ${expected} catch_up`);
    expect(place(late)).toMatchObject({ rule: 'catch_up', skipReason: null });
  });

  it('is spread by its type and the year of its event date', () => {
    const event = campaignEvent(
      {},
      { eventDate: '2026-12-31', lastDate: '2027-06-30', emailType: 'campaign_promo' },
    );
    const expected = isoDateAfter('2027-03-01', fnv1a('7-campaign_promo-2026') % 7);
    expect(verdictOf(event)).toBe(`pre-scheduled ${expected} catch_up`);
  });

  it('goes out on a date that is not excluded', () => {
    const windows: Span[] = [
      ['2027-03-01', '2027-03-03'],
      ['2027-03-05', '2027-03-08'],
    ];
    expect(verdictOf(late, { windows })).toBe('pre-scheduled 2027-03-04 catch_up');
  });

  it('goes out on the first date after the spread if that is full of exclusions', () => {
    expect(verdictOf(late, { windows: [['2027-03-01', '2027-03-09']] })).toBe(
      'pre-scheduled 2027-03-10 catch_up',
    );
  });

  it('goes out on an excluded date if it does not respect windows', () => {
    const event = { ...late, respectsWindows: false };
    expect(verdictOf(event, { windows: [['2027-03-01', '2027-03-31']] })).toBe(verdictOf(late));
  });

  it('is skipped, dated lo, if every date up to hi is excluded', () => {
    const windows: Span[] = [['2027-03-01', '2027-03-12']];
    expect(verdictOf(late, { windows })).toBe('exclusion_window 2027-03-01');
    expect(place(late, { windows })).toMatchObject({
      rule: 'nowhere',
      skipDetail: 'test window 2027-03-01..2027-03-12',
    });
    expect(
      verdictOf(buildEvent({ eventDate: '2027-03-12', idealDate: '2027-02-26', firstDate: '2027-03-02' }), {
        windows,
        row: { idealDate: '2027-02-26', sendDate: '2027-02-26', adjustment: 'catch_up' },
      }),
    ).toBe('exclusion_window 2027-03-02');
  });

  it('goes out on its last date if that is all there is', () => {
    const event = buildEvent({ eventDate: '2027-03-01', idealDate: '2027-02-15' });
    expect(verdictOf(event)).toBe('pre-scheduled 2027-03-01 catch_up');
  });

  it('is over once lo is after hi', () => {
    expect(
      verdictOf(buildEvent({ eventDate: '2027-03-01', idealDate: '2027-02-15', firstDate: '2027-03-02' })),
    ).toBe('over');
  });

  it('of a campaign waits for its start', () => {
    const event = campaignEvent(
      { activeStart: day('2027-05-25') },
      { eventDate: '2027-05-20', firstDate: '2027-05-25', lastDate: '2027-05-25' },
    );
    expect(verdictOf(event)).toBe('pre-scheduled 2027-05-25 catch_up');
  });

  it('is spread over as many days as configured', () => {
    const configuration = { load_balancing: { catch_up_spread_days: 1 } };
    expect(verdictOf(late, { configuration })).toBe('pre-scheduled 2027-03-01 catch_up');
  });
});
