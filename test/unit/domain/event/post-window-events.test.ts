import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../src/domain/contact/contact.ts';
import { findPostWindowEvents } from '../../../../src/domain/event/post-window-events.ts';
import type { ContactState } from '../../../../src/domain/exclusion/contact-state.ts';
import { endOfTime, findContactWindows } from '../../../../src/domain/exclusion/contact-windows.ts';
import type { PlannedMail } from '../../../../src/domain/mail/planned-mail.ts';
import { buildConfiguration } from '../../../support/configuration-builder.ts';
import { buildContactState, type Span } from '../../../support/contact-state-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
} from '../../../support/plan-context-builder.ts';
import { buildEvent, buildMail, type EventOptions } from '../../../support/planned-mail-builder.ts';
import { buildRow, type RowOptions } from '../../../support/schedule-row-builder.ts';
import { buildRule, type RuleOptions } from '../../../support/state-rule-builder.ts';

interface Given extends PlanContextOptions {
  readonly contact?: Partial<Contact>;
  readonly mails?: readonly PlannedMail[];
  readonly rows?: readonly RowOptions[];
}

/** The event dates of a contact's post-window mails. */
function eventDates(state: ContactState, given: Given = {}): string[] {
  const rows = (given.rows ?? []).map(buildRow);
  const events = findPostWindowEvents(state, given.mails ?? [], rows, buildPlanContext(given));
  return events.map((event) => isoDate(event.eventDate));
}

const inWindows = (spans: readonly Span[], given: Given = {}) =>
  eventDates(
    buildContactState(spans, { birthDate: undefined, effectiveDate: undefined, ...given.contact }),
    given,
  );

const ahead: Span = ['2027-05-01', '2027-06-20'];
const behind: Span = ['2027-01-10', '2027-02-20'];
const around: Span = ['2027-02-01', '2027-03-10'];

/** A birthday mail of this run, withheld for its window. */
const withheld = (event: EventOptions, options: Parameters<typeof buildMail>[1] = {}) =>
  buildMail(buildEvent(event), {
    rule: 'excluded',
    status: 'skipped',
    skipReason: 'exclusion_window',
    ...options,
  });

describe('a window that withholds a mail of this run (spec 2.7)', () => {
  it('calls for a post-window mail the day after it ends', () => {
    expect(inWindows([ahead], { mails: [withheld({ idealDate: '2027-05-27' })] })).toEqual(['2027-06-21']);
  });

  it.each([
    ['its first date', '2027-05-01', ['2027-06-21']],
    ['its last date', '2027-06-20', ['2027-06-21']],
    ['the day before it', '2027-04-30', []],
    ['the day after it', '2027-06-21', []],
  ])('has the mail’s ideal date: %s', (_, idealDate, expected) => {
    expect(inWindows([ahead], { mails: [withheld({ eventDate: '2027-07-01', idealDate })] })).toEqual(
      expected,
    );
  });

  it('calls for one whether or not a row is made, and also if the contact is suppressed', () => {
    for (const options of [{ stored: false }, { rule: 'suppressed', skipReason: 'suppressed' }] as const) {
      const mails = [withheld({ idealDate: '2027-05-27' }, options)];
      expect(inWindows([ahead], { mails })).toEqual(['2027-06-21']);
    }
  });

  it('calls for none if the mail does not respect windows', () => {
    expect(
      inWindows([ahead], { mails: [withheld({ idealDate: '2027-05-27', respectsWindows: false })] }),
    ).toEqual([]);
  });

  it.each(['campaign_ended', 'template_missing'] as const)('calls for none if the mail is %s', (rule) => {
    expect(inWindows([ahead], { mails: [withheld({ idealDate: '2027-05-27' }, { rule })] })).toEqual([]);
  });

  it('calls for none if the mail’s last date is before today', () => {
    const mails = (lastDate: string) => [withheld({ idealDate: '2027-02-10', lastDate })];
    expect(inWindows([behind], { mails: mails('2027-02-28') })).toEqual([]);
    expect(inWindows([behind], { mails: mails('2027-03-01') })).toEqual(['2027-02-21']);
  });
});

describe('a window that withheld a mail before this run (spec 2.7)', () => {
  const row: RowOptions = {
    status: 'skipped',
    skipReason: 'exclusion_window',
    eventDate: '2027-02-15',
    idealDate: '2027-02-01',
  };

  it('calls for a post-window mail', () => {
    expect(inWindows([behind], { rows: [row] })).toEqual(['2027-02-21']);
  });

  it('has the row’s ideal date, whatever its send date', () => {
    expect(inWindows([behind], { rows: [{ ...row, sendDate: '2027-02-28' }] })).toEqual(['2027-02-21']);
    expect(
      inWindows([behind], { rows: [{ ...row, idealDate: '2027-01-09', sendDate: '2027-02-01' }] }),
    ).toEqual([]);
  });

  it('counts as it was before a killed run (spec 4.1)', () => {
    const planned = buildRow({ ...row, status: 'pre-scheduled', skipReason: null });
    expect(inWindows([behind], { rows: [{ ...row, former: planned }] })).toEqual([]);
    expect(inWindows([behind], { rows: [{ ...row, former: null }] })).toEqual([]);
    const suppressed = { ...row, skipReason: 'suppressed', former: buildRow(row) };
    expect(inWindows([behind], { rows: [suppressed] })).toEqual(['2027-02-21']);
  });

  it.each(['effective_date', 'aep', 'campaign_gone'])('may have withheld a mail of type %s', (emailType) => {
    expect(inWindows([behind], { rows: [{ ...row, emailType }] })).toEqual(['2027-02-21']);
  });

  it.each<[string, RowOptions]>([
    ['is dated today', { sendDate: '2027-03-01' }],
    ['is not skipped', { status: 'pre-scheduled' }],
    ['is the sender’s', { status: 'sent' }],
    ['was skipped for another reason', { skipReason: 'suppressed' }],
    ['is a follow-up', { emailType: 'followup_1_cold' }],
    ['is a post-window mail of another window', { emailType: 'post_window', eventDate: '2026-02-21' }],
    ['is of an unknown type', { emailType: 'newsletter' }],
  ])('calls for none if the row %s', (_, difference) => {
    expect(inWindows([behind], { rows: [{ ...row, ...difference }] })).toEqual([]);
  });
});

describe('a window that holds today (spec 2.7)', () => {
  const born = (birthDate: string) => ({ contact: { birthDate: day(birthDate) } });

  it('calls for one if a birthday mail of an earlier year was due in it and did not go out', () => {
    expect(inWindows([around], born('1960-02-20'))).toEqual(['2027-03-11']);
  });

  it.each([
    ['on its first date', '1960-02-15', ['2027-03-11']],
    ['the day before it', '1960-02-14', []],
    ['yesterday', '1960-02-28', ['2027-03-11']],
  ])('calls for one if that mail was due %s: %s', (_, birthDate, expected) => {
    expect(inWindows([around], born(birthDate))).toEqual(expected);
  });

  it('calls for none for the mail of this run’s own event', () => {
    expect(inWindows([around], born('1960-03-05'))).toEqual([]);
  });

  it('calls for none for a mail that is due today', () => {
    const configuration = { timing: { birthday_email_days_before: 365 } };
    const given = { ...born('1960-03-01'), configuration, now: '2026-03-01T12:00:00Z' };
    expect(inWindows([['2026-02-01', '2026-03-10']], given)).toEqual([]);
  });

  it('calls for none if a foreign row of that mail’s identity exists, whatever its status', () => {
    const row: RowOptions = { eventDate: '2027-02-20', idealDate: '2027-02-06' };
    for (const status of ['sent', 'failed']) {
      expect(inWindows([around], { ...born('1960-02-20'), rows: [{ ...row, status }] })).toEqual([]);
    }
    expect(inWindows([around], { ...born('1960-02-20'), rows: [row] })).toEqual(['2027-03-11']);
    const tooFar = { ...row, status: 'sent', eventDate: '2026-08-21' };
    expect(inWindows([around], { ...born('1960-02-20'), rows: [tooFar] })).toEqual(['2027-03-11']);
    const otherType = { ...row, status: 'sent', emailType: 'aep' };
    expect(inWindows([around], { ...born('1960-02-20'), rows: [otherType] })).toEqual(['2027-03-11']);
  });

  it('calls for one if an effective-date mail was due in it', () => {
    const contact = { effectiveDate: day('2020-02-28') };
    expect(inWindows([['2027-01-29', '2027-03-10']], { contact })).toEqual(['2027-03-11']);
    expect(inWindows([['2027-01-30', '2027-03-10']], { contact })).toEqual([]);
  });

  it('calls for none for an anniversary in the year the policy starts', () => {
    const contact = { effectiveDate: day('2027-02-28') };
    expect(inWindows([['2027-01-20', '2027-03-10']], { contact })).toEqual([]);
  });

  it.each([
    ['was due in it', [2026, 2027, 2028], ['2027-03-11']],
    ['was due in it and no other year is configured', [2027], ['2027-03-11']],
    ['is not configured for the year', [2026, 2028], []],
  ])('calls for one if an AEP mail %s: %j', (_, years, expected) => {
    const aep = {
      ...buildConfiguration().aep,
      dates: [{ month: 2, day: 10 }],
      last_send: { month: 2, day: 20 },
      years,
    };
    expect(inWindows([around], { configuration: { aep } })).toEqual(expected);
  });

  it('looks back over New Year', () => {
    const span: Span = ['2026-11-06', '2027-03-06'];
    expect(inWindows([span], born('1960-11-20'))).toEqual(['2027-03-07']);
    expect(inWindows([span], born('1960-11-19'))).toEqual([]);
  });

  it('looks ahead to a later year’s mail that was due before today', () => {
    const span: Span = ['2027-01-20', '2027-03-10'];
    const timing = (days: object) => ({ configuration: { timing: days } });
    expect(
      inWindows([span], { ...born('1960-06-10'), ...timing({ birthday_email_days_before: 500 }) }),
    ).toEqual(['2027-03-11']);
    expect(
      inWindows([span], {
        contact: { effectiveDate: day('2020-06-10') },
        ...timing({ effective_date_days_before: 500 }),
      }),
    ).toEqual(['2027-03-11']);
  });

  it('calls for none once today is after it, of a contact imported too late', () => {
    expect(inWindows([['2027-02-01', '2027-02-28']], born('1960-02-20'))).toEqual([]);
    expect(inWindows([['2027-02-01', '2027-03-01']], born('1960-02-20'))).toEqual(['2027-03-02']);
  });

  it('calls for none if it has not begun', () => {
    expect(inWindows([['2027-03-02', '2027-04-01']], born('1960-02-20'))).toEqual([]);
  });
});

describe('an owned post-window row (spec 2.7)', () => {
  const row: RowOptions = { emailType: 'post_window', eventDate: '2027-06-21', idealDate: '2027-06-21' };

  it.each(['pre-scheduled', 'skipped'])('that is %s keeps its event', (status) => {
    expect(inWindows([ahead], { rows: [{ ...row, status }] })).toEqual(['2027-06-21']);
  });

  it.each<[string, RowOptions]>([
    ['the window now ends earlier', { eventDate: '2027-06-22' }],
    ['the window now ends later', { eventDate: '2027-06-20' }],
    ['there is no such window any more', { eventDate: '2027-09-01' }],
    ['it is the sender’s', { status: 'sent' }],
    ['it is another mail', { emailType: 'birthday' }],
  ])('does not if %s', (_, difference) => {
    expect(inWindows([ahead], { rows: [{ ...row, ...difference }] })).toEqual([]);
  });
});

describe('a post-window mail (spec 2.7)', () => {
  const mails = [withheld({ idealDate: '2027-05-27' })];
  const past = [withheld({ idealDate: '2027-02-10' })];

  it('is due the day after the window, and goes out within the grace period', () => {
    const [event] = findPostWindowEvents(buildContactState([ahead]), mails, [], buildPlanContext());
    expect(event).toMatchObject({
      kind: 'post_window',
      emailType: 'post_window',
      eventDate: day('2027-06-21'),
      idealDate: day('2027-06-21'),
      lastDate: day('2027-07-21'),
      firstDate: day('2027-03-01'),
      priority: 40,
      respectsWindows: true,
    });
  });

  it.each([
    ['2027-01-29', []],
    ['2027-01-30', ['2027-01-30']],
  ])('of a window that ended before %s is over once the grace period is', (eventDate, expected) => {
    const span: Span = ['2027-01-10', isoDate(day(eventDate) - 1)];
    const held = [withheld({ idealDate: '2027-01-15' })];
    expect(inWindows([span], { mails: held })).toEqual(expected);
  });

  it('is over a day earlier after the send time', () => {
    const span: Span = ['2027-01-10', '2027-01-29'];
    const held = [withheld({ idealDate: '2027-01-15' })];
    expect(inWindows([span], { mails: held, now: afterSendTime })).toEqual([]);
  });

  it('has the configured grace period', () => {
    const configuration = { timing: { post_window_grace_days: 5 } };
    expect(inWindows([behind], { mails: past, configuration })).toEqual([]);
    expect(inWindows([behind], { mails: past })).toEqual(['2027-02-21']);
  });

  it('is there whatever the horizon', () => {
    expect(inWindows([ahead], { mails, configuration: { horizon_days: 0 } })).toEqual(['2027-06-21']);
  });

  it('follows the merged window', () => {
    const touching: Span = ['2027-06-21', '2027-06-25'];
    expect(inWindows([ahead, touching], { mails })).toEqual(['2027-06-26']);
    expect(inWindows([touching, ahead], { mails })).toEqual(['2027-06-26']);
  });

  it('is one per window, in the order of the windows', () => {
    const held = [...mails, withheld({ idealDate: '2027-05-30' }), ...past];
    expect(inWindows([ahead, behind], { mails: held })).toEqual(['2027-02-21', '2027-06-21']);
  });

  it('is turned off by post_window.enabled', () => {
    expect(inWindows([ahead], { mails, configuration: { post_window: { enabled: false } } })).toEqual([]);
  });

  it('is not there for a contact whose windows are unknown', () => {
    expect(eventDates(buildContactState([ahead], {}, { windowsUnknown: true }), { mails })).toEqual([]);
  });

  it('is not there for a contact without windows', () => {
    const state = { ...buildContactState(), windows: findContactWindows([], undefined, undefined) };
    expect(eventDates(state, { mails })).toEqual([]);
  });
});

describe('a window that never calls for a post-window mail (spec 2.7)', () => {
  const born = '1951-06-15';
  const under = (...rules: readonly RuleOptions[]): ContactState => ({
    ...buildContactState(),
    windows: findContactWindows(rules.map(buildRule), day(born), day('2020-03-10')),
  });
  const mails = [withheld({ idealDate: '2027-03-02' })];

  it('is year-round', () => {
    expect(eventDates(under({ type: 'year_round' }), { mails })).toEqual([]);
    expect(eventDates(under({ type: 'year_round', effectiveTo: '2027-04-30' }), { mails })).toEqual([]);
  });

  it('has a year-round part', () => {
    const limited = { type: 'year_round', effectiveFrom: '2027-03-20', effectiveTo: '2027-04-30' } as const;
    const policy = { type: 'effective_date_window', before: 20, after: 10 } as const;
    expect(eventDates(under(policy, limited), { mails })).toEqual([]);
    expect(eventDates(under(policy), { mails })).toEqual(['2027-03-21']);
  });

  it('ends on or after the 76th birthday with age_76_plus', () => {
    const policy = (after: number) =>
      ({ type: 'effective_date_window', before: 20, after, age76Plus: true }) as const;
    expect(eventDates(under(policy(95)), { mails })).toEqual(['2027-06-14']);
    expect(eventDates(under(policy(96)), { mails })).toEqual([]);
    expect(eventDates(under(policy(120)), { mails })).toEqual([]);
    expect(under(policy(95)).windows.birthday76).toBe(day('2027-06-15'));
    expect(under({}).windows.birthday76).toBe(endOfTime);
  });

  it('ends after the 76th birthday even if the rule is no longer in effect then', () => {
    const policy = {
      type: 'effective_date_window',
      before: 20,
      age76Plus: true,
      effectiveTo: '2027-06-30',
    } as const;
    expect(eventDates(under({ ...policy, after: 90 }), { mails })).toEqual(['2027-06-09']);
    expect(eventDates(under({ ...policy, after: 120 }), { mails })).toEqual([]);
  });

  it('is the age window itself', () => {
    const held = [withheld({ eventDate: '2027-08-01', idealDate: '2027-07-18' })];
    const state = under({ type: 'effective_date_window', before: 0, after: 0, age76Plus: true });
    expect(eventDates(state, { mails: held })).toEqual([]);
  });
});
