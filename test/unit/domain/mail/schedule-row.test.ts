import { describe, expect, it } from 'vitest';
import {
  adjustments,
  findFormerRow,
  hasReached,
  isKnownStatus,
  isOwned,
  isWithoutEffect,
  readEventDate,
  skipReasons,
  unreadableDate,
  wentOutDate,
} from '../../../../src/domain/mail/schedule-row.ts';
import { day } from '../../../support/day-builder.ts';
import { buildPlanContext } from '../../../support/plan-context-builder.ts';
import { buildRow } from '../../../support/schedule-row-builder.ts';

const senderStatuses = [
  'scheduled',
  'processing',
  'accepted',
  'sent',
  'delivered',
  'deferred',
  'failed',
  'bounced',
  'dropped',
  'cancelled',
  'on_the_moon',
];

describe('the reasons of a row (spec 2.5, 2.6)', () => {
  it('are these, where a mail is withheld', () => {
    expect(skipReasons.toSorted()).toEqual([
      'campaign_conflict',
      'campaign_ended',
      'exclusion_window',
      'frequency_limit',
      'missed',
      'suppressed',
      'template_missing',
      'window_unknown',
    ]);
  });

  it('are these, where a send date differs from the ideal date', () => {
    expect(adjustments.toSorted()).toEqual(['capped', 'catch_up', 'smoothed']);
  });
});

describe('an owned row (spec 2.5)', () => {
  it.each(['pre-scheduled', 'skipped'])('is %s and of a type named here', (status) => {
    for (const emailType of ['birthday', 'post_window', 'campaign_gone', 'followup_1_cold']) {
      expect(isOwned(buildRow({ status, emailType }))).toBe(true);
    }
    expect(isOwned(buildRow({ status, emailType: 'newsletter' }))).toBe(false);
  });

  it.each([2 ** 53, -1, 0])('is none whose id no number holds: %d', (id) => {
    expect(isOwned(buildRow({ id }))).toBe(false);
  });

  it.each(senderStatuses)('is none that is %s', (status) => {
    expect(isOwned(buildRow({ status }))).toBe(false);
  });

  it.each([
    [1, true],
    [2 ** 53 - 1, true],
    [2 ** 53, false],
    [0, false],
    [-3, false],
  ])('with the id %d: %j', (id, owned) => {
    expect(isOwned(buildRow({ id }))).toBe(owned);
  });
});

describe('a foreign row without effect (spec 2.6)', () => {
  it('is skipped, failed, bounced, dropped or cancelled, and nothing else', () => {
    const all = ['pre-scheduled', 'skipped', ...senderStatuses];
    expect(all.filter(isWithoutEffect)).toEqual(['skipped', 'failed', 'bounced', 'dropped', 'cancelled']);
    expect([' Failed', 'BOUNCED', 'Skipped', 'canceled'].filter(isWithoutEffect)).toEqual([
      ' Failed',
      'BOUNCED',
    ]);
  });
});

describe('the status of a row (spec 2.2)', () => {
  it('is a word, but for those of the planner', () => {
    expect(['sent', 'Sent ', 'DELIVERED', 'accepted', 'pre-scheduled'].filter(hasReached)).toEqual([
      'sent',
      'Sent ',
      'DELIVERED',
    ]);
    expect(isOwned(buildRow({ status: 'Skipped' }))).toBe(false);
    expect(isOwned(buildRow({ status: 'pre-scheduled ' }))).toBe(false);
  });

  it('is known, or is not', () => {
    const all = ['pre-scheduled', 'skipped', ...senderStatuses, 'Sent', 'Skipped', 'open', ''];
    expect(all.filter((status) => !isKnownStatus(status))).toEqual(['on_the_moon', 'Skipped', 'open', '']);
  });
});

describe('the event date of a row (spec 2.2)', () => {
  it('is its send date if it cannot be read', () => {
    expect(readEventDate('2027-06-10', day('2027-05-27'))).toBe(day('2027-06-10'));
    expect(readEventDate('06/10/2027', day('2027-05-27'))).toBe(day('2027-05-27'));
    expect(readEventDate(null, unreadableDate)).toBe(unreadableDate);
  });
});

describe('the date a row went out (spec 2.6)', () => {
  const { clock } = buildPlanContext();
  const wentOut = (actualSendDateTime: string | null) =>
    wentOutDate(buildRow({ sendDate: '2027-02-10', actualSendDateTime }), clock);

  it('is its actual date-time in the time zone', () => {
    expect(wentOut('2027-02-12 05:59:59')).toBe(day('2027-02-11'));
    expect(wentOut('2027-02-12 06:00:00')).toBe(day('2027-02-12'));
  });

  it.each([
    ['2027-02-12', '2027-02-12'],
    ['2027-02-12T05:59:59Z', '2027-02-11'],
    ['2027-02-12T00:30:00-06:00', '2027-02-12'],
    [String(Date.parse('2027-02-12T05:59:59Z') / 1000), '2027-02-11'],
  ])('is read in every form that date-times have: %s', (actual, date) => {
    expect(wentOut(actual)).toBe(day(date));
  });

  it.each([null, '', 'soon', '12345678', '123456789012'])(
    'is its send date if the actual date-time is %j',
    (actual) => {
      expect(wentOut(actual)).toBe(day('2027-02-10'));
    },
  );
});

describe('a row that a killed run has written (spec 4.1)', () => {
  it('is what it was before that run', () => {
    const former = buildRow({ sendDate: '2027-06-02' });
    expect(findFormerRow({ ...buildRow(), former })).toBe(former);
  });

  it('is none if that run has made it', () => {
    expect(findFormerRow({ ...buildRow(), former: null })).toBeUndefined();
  });

  it('is itself if it was left by a run that came to its end', () => {
    const row = buildRow();
    expect(findFormerRow(row)).toBe(row);
  });
});

describe('a date that cannot be read', () => {
  it('is before every date of a contact', () => {
    expect(unreadableDate).toBeLessThan(day('1900-01-01'));
  });
});
