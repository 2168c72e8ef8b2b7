import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OccupiedMail } from '../../../../src/domain/mail/occupied-mail.ts';
import { isLimited, settleFrequencyLimit } from '../../../../src/domain/settle/frequency-limit.ts';
import type { SettledMail } from '../../../../src/domain/settle/settled-mail.ts';
import { day, isoDateAfter } from '../../../support/day-builder.ts';
import {
  buildOccupiedMail,
  buildSettledCampaignMail,
  buildSettledMail,
  type SettledMailOptions,
  settleRules,
} from '../../../support/settled-mail-builder.ts';

const atMost = settleRules;
const usual = settleRules();

/** True for each mail that is kept. */
function settle(
  mails: readonly SettledMail[],
  occupied: readonly OccupiedMail[] = [],
  rules = usual,
): boolean[] {
  settleFrequencyLimit(mails, occupied, rules);
  return mails.map((mail) => mail.status === 'pre-scheduled');
}

const on = (sendDate: string, options: SettledMailOptions = {}) => buildSettledMail({ sendDate, ...options });

describe('the frequency limit (spec 2.6)', () => {
  it('keeps as many mails as the period allows, and skips the next', () => {
    const mails = ['2027-04-01', '2027-04-10', '2027-04-20', '2027-04-30'].map((date) => on(date));
    expect(settle(mails)).toEqual([true, true, true, false]);
    expect(mails[3]).toMatchObject({ status: 'skipped', skipReason: 'frequency_limit' });
    expect(mails[3]?.skipDetail).toContain('birthday 2027-04-20');
  });

  it('keeps what is due before earliest, and counts it', () => {
    const due = ['2027-04-01', '2027-04-01', '2027-04-01'].map((date) => on(date, { priority: 90 }));
    const later = on('2027-04-02', { priority: 1 });
    const rules = { ...atMost(2, 30), earliest: day('2027-04-02') };
    expect(settle([...due, later], [], rules)).toEqual([true, true, true, false]);
    expect(settle([on('2027-04-01'), on('2027-04-02')], [], rules)).toEqual([true, true]);
  });

  it('keeps a mail one day after the period', () => {
    const mails = ['2027-04-01', '2027-04-10', '2027-04-20', '2027-05-01'].map((date) => on(date));
    expect(settle(mails)).toEqual([true, true, true, true]);
  });

  it('looks at every period around the mail, not at those that end or begin with it', () => {
    const [first, second] = [on('2027-04-01', { priority: 1 }), on('2027-04-30', { priority: 1 })];
    expect(settle([first, second, on('2027-04-15')], [], atMost(2, 30))).toEqual([true, true, false]);
    const wider = [on('2027-04-01', { priority: 1 }), on('2027-05-01', { priority: 1 }), on('2027-04-15')];
    expect(settle(wider, [], atMost(2, 30))).toEqual([true, true, true]);
  });

  it('looks ahead of a mail that goes out first but ranks last', () => {
    const mails = [
      on('2027-04-01'),
      ...['2027-04-05', '2027-04-06'].map((date) => on(date, { priority: 1 })),
    ];
    expect(settle(mails, [], atMost(2, 30))).toEqual([false, true, true]);
  });

  it('allows as many mails on one date', () => {
    const mails = Array.from({ length: 4 }, (_, i) =>
      on('2027-04-01', { eventDate: isoDateAfter('2027-06-01', i) }),
    );
    expect(settle(mails)).toEqual([true, true, true, false]);
  });

  it('has periods of one day if configured so', () => {
    expect(settle([on('2027-04-01'), on('2027-04-02')], [], atMost(1, 1))).toEqual([true, true]);
    expect(settle([on('2027-04-01'), on('2027-04-01')], [], atMost(1, 1))).toEqual([true, false]);
  });

  it('crosses the clock change and New Year by calendar dates', () => {
    expect(settle([on('2027-12-03'), on('2028-01-01')], [], atMost(1, 30))).toEqual([true, false]);
    expect(settle([on('2027-12-02'), on('2028-01-01')], [], atMost(1, 30))).toEqual([true, true]);
    expect(settle([on('2027-02-13'), on('2027-03-15')], [], atMost(1, 30))).toEqual([true, true]);
  });

  it('does not count a mail that it has skipped', () => {
    const mails = [
      on('2027-04-01', { priority: 1 }),
      on('2027-04-20', { priority: 2 }),
      on('2027-05-05', { priority: 3 }),
    ];
    expect(settle(mails, [], atMost(1, 30))).toEqual([true, false, true]);
  });
});

describe('the order in which mails are kept (spec 2.6)', () => {
  it.each<[string, SettledMailOptions, SettledMailOptions]>([
    ['priority', { priority: 1, sendDate: '2027-04-20' }, { priority: 2, sendDate: '2027-04-01' }],
    [
      'then the send date',
      { sendDate: '2027-04-01', emailType: 'post_window' },
      { sendDate: '2027-04-02', emailType: 'aep' },
    ],
    [
      'then the email type',
      { emailType: 'campaign_a', instanceId: 9 },
      { emailType: 'campaign_b', instanceId: 3 },
    ],
    [
      'then the instance id',
      { instanceId: 3, eventDate: '2027-06-01' },
      { instanceId: 9, eventDate: '2027-05-01' },
    ],
    ['then the event date', { eventDate: '2027-05-01' }, { eventDate: '2027-05-02' }],
  ])('is %s', (_, better, worse) => {
    const mails = () => [buildSettledCampaignMail(better), buildSettledCampaignMail(worse)] as const;
    const [kept, skipped] = mails();
    expect(settle([kept, skipped], [], atMost(1, 30))).toEqual([true, false]);
    const [keptAgain, skippedAgain] = mails();
    expect(settle([skippedAgain, keptAgain], [], atMost(1, 30))).toEqual([false, true]);
  });

  it('takes mail without an instance by its event date', () => {
    const mails = [
      on('2027-04-01', { eventDate: '2027-06-02' }),
      on('2027-04-01', { eventDate: '2027-06-01' }),
    ];
    expect(settle(mails, [], atMost(1, 30))).toEqual([false, true]);
  });
});

describe('what is neither limited nor counted (spec 2.4, 2.6)', () => {
  it.each<[string, SettledMailOptions]>([
    ['follow-ups', { kind: 'followup', emailType: 'followup_1_cold', priority: 0 }],
    [
      'transactional mail',
      { kind: 'campaign', emailType: 'campaign_notice', transactional: true, priority: 0 },
    ],
  ])('are %s', (_, options) => {
    const mails = [on('2027-04-01', options), on('2027-04-01', options), on('2027-04-01'), on('2027-04-02')];
    expect(settle(mails, [], atMost(1, 30))).toEqual([true, true, true, false]);
    expect(isLimited(on('2027-04-01', options))).toBe(false);
    expect(isLimited(on('2027-04-01'))).toBe(true);
  });

  it('are mails that are skipped already', () => {
    const mails = [on('2027-04-01', { status: 'skipped', priority: 0 }), on('2027-04-01')];
    settle(mails, [], atMost(1, 30));
    expect(mails.map(({ skipReason }) => skipReason)).toEqual(['suppressed', null]);
  });
});

describe('rows that went out, and rows outside this run (spec 2.6)', () => {
  it('count as kept, whatever the priority of the mail', () => {
    const occupied = [buildOccupiedMail('2027-03-15'), buildOccupiedMail('2027-03-20', { isForeign: false })];
    expect(settle([on('2027-04-01', { priority: 0 })], occupied, atMost(2, 30))).toEqual([false]);
    expect(settle([on('2027-04-01')], occupied)).toEqual([true]);
  });

  it('count within the period only', () => {
    const occupied = [buildOccupiedMail('2027-03-02')];
    expect(settle([on('2027-03-31')], occupied, atMost(1, 30))).toEqual([false]);
    expect(settle([on('2027-04-01')], occupied, atMost(1, 30))).toEqual([true]);
  });

  it('count though they are more than allowed among themselves', () => {
    const occupied = ['2027-03-01', '2027-03-02', '2027-03-03'].map((date) => buildOccupiedMail(date));
    expect(settle([on('2027-04-01'), on('2027-04-02')], occupied, atMost(1, 30))).toEqual([false, true]);
  });
});

describe('of any mails', () => {
  const mail = fc.record({
    priority: fc.integer({ min: 1, max: 3 }),
    sendDate: fc.nat({ max: 40 }).map((days) => isoDateAfter('2027-04-01', days)),
    emailType: fc.constantFrom('birthday', 'aep'),
  });
  const occupied = fc.nat({ max: 60 }).map((days) => buildOccupiedMail(isoDateAfter('2027-03-01', days)));
  const frequency = fc.record({
    max_emails_per_period: fc.integer({ min: 1, max: 4 }),
    period_days: fc.integer({ min: 1, max: 20 }),
  });

  it('no period that holds a kept one holds too many, and none is skipped that could be kept', () => {
    fc.assert(
      fc.property(
        fc.array(mail, { maxLength: 8 }),
        fc.array(occupied, { maxLength: 3 }),
        frequency,
        (options, sent, limits) => {
          const mails = options.map(buildSettledMail);
          settle(mails, sent, { ...usual, frequency: limits });
          const { max_emails_per_period: max, period_days: days } = limits;
          const kept = mails
            .filter(({ status }) => status === 'pre-scheduled')
            .map(({ sendDate }) => sendDate);
          const dates: number[] = [...kept, ...sent.map(({ date }) => date)];
          const fullest = (date: number): number => {
            const starts = Array.from({ length: days }, (_, i) => date - i);
            const sizes = starts.map(
              (start) => dates.filter((each) => each >= start && each < start + days).length,
            );
            return Math.max(...sizes);
          };
          for (const date of kept) expect(fullest(date)).toBeLessThanOrEqual(max);
          for (const skipped of mails.filter(({ status }) => status === 'skipped')) {
            expect(fullest(skipped.sendDate)).toBeGreaterThanOrEqual(max);
          }
        },
      ),
    );
  });
});
