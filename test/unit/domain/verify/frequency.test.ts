import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OccupiedMail, VerifiedMail } from '../../../../src/domain/verify/verify-contact.ts';
import {
  campaignMailOn,
  campaignsWith,
  configurationWith,
  day,
  followupOn,
  occupiedOn,
  violatedRules,
} from './plan-fixtures.ts';

const rulesWithLimit = (max_emails_per_period: number, period_days: number, transactional = false) => ({
  configuration: configurationWith({ frequency: { max_emails_per_period, period_days } }),
  campaigns: campaignsWith({ transactional }),
});

/** How many of the mails break a limit of two in ten days. */
function countTooFrequent(
  mails: VerifiedMail[],
  occupied: OccupiedMail[] = [],
  transactional = false,
): number {
  const found = violatedRules(mails, { rules: rulesWithLimit(2, 10, transactional), occupied });
  return found.filter((rule) => rule === 'frequency_limit').length;
}

/** Mails of one campaign to different targets, so that they differ in identity. */
const mailsOn = (...dates: string[]) => dates.map((date, targetId) => campaignMailOn(date, { targetId }));

describe('the frequency limit', () => {
  it('is held by mails that fill a period and spill into the next', () => {
    expect(countTooFrequent(mailsOn('2027-05-01', '2027-05-10', '2027-05-11', '2027-05-20'))).toBe(0);
  });

  it('is broken by every mail of a period that holds too many, and by no other', () => {
    expect(countTooFrequent(mailsOn('2027-05-01', '2027-05-05', '2027-05-10'))).toBe(3);
    expect(
      countTooFrequent(mailsOn('2027-04-20', '2027-05-01', '2027-05-05', '2027-05-10', '2027-06-01')),
    ).toBe(3);
  });

  it('counts mail that is due before earliest, and never objects to it', () => {
    const mails = mailsOn('2027-05-01', '2027-05-01', '2027-05-01', '2027-05-05', '2027-05-30').map(
      (mail) => ({
        ...mail,
        changed: false,
      }),
    );
    const rules = { ...rulesWithLimit(2, 10), today: day('2027-05-01'), earliest: day('2027-05-02') };
    const tooFrequent = (judged: VerifiedMail[]) =>
      violatedRules(judged, { rules }).filter((rule) => rule === 'frequency_limit').length;
    expect(tooFrequent(mails)).toBe(1);
    expect(tooFrequent(mails.slice(0, 3))).toBe(0);
  });

  it('does not depend on the order of the mails', () => {
    expect(countTooFrequent(mailsOn('2027-05-10', '2027-05-01', '2027-05-05'))).toBe(3);
  });

  it('holds over New Year', () => {
    expect(countTooFrequent(mailsOn('2027-12-28', '2027-12-31', '2028-01-06'))).toBe(3);
    expect(countTooFrequent(mailsOn('2027-12-28', '2027-12-31', '2028-01-07'))).toBe(0);
  });

  it('counts mail that went out or stands outside the run', () => {
    const occupied = [occupiedOn('2027-05-01'), occupiedOn('2027-05-04')];
    expect(countTooFrequent(mailsOn('2027-05-10'), occupied)).toBe(1);
    expect(countTooFrequent(mailsOn('2027-05-11'), occupied)).toBe(0);
  });

  it('is not broken by such mail alone', () => {
    const occupied = ['2027-04-01', '2027-04-02', '2027-04-03'].map((date) => occupiedOn(date));
    expect(countTooFrequent(mailsOn('2027-05-01'), occupied)).toBe(0);
  });

  it('neither limits nor counts follow-ups', () => {
    const followup = followupOn('2027-05-03');
    const sent = occupiedOn('2027-05-04', { emailType: 'followup_3_hq_no_yes', instanceId: 1 });
    expect(countTooFrequent([...mailsOn('2027-05-01', '2027-05-05'), followup], [sent])).toBe(0);
    expect(countTooFrequent([...mailsOn('2027-05-01', '2027-05-05', '2027-05-06'), followup], [sent])).toBe(
      3,
    );
  });

  it('neither limits nor counts mail of a transactional campaign', () => {
    const sent = { emailType: 'campaign_notice', instanceId: 1 };
    const occupied = ['2027-05-01', '2027-05-02'].map((date) => occupiedOn(date, sent));
    const mails = [...mailsOn('2027-05-03', '2027-05-04'), campaignMailOn('2027-05-05', { instanceId: 2 })];
    expect(countTooFrequent(mails, occupied, true)).toBe(0);
    expect(countTooFrequent(mails, occupied, false)).toBe(3);
  });

  it('does not count skipped mail', () => {
    const skipped = campaignMailOn('2027-05-02', { status: 'skipped', targetId: 99 });
    expect(countTooFrequent([...mailsOn('2027-05-01', '2027-05-03'), skipped])).toBe(0);
  });

  it('of none lets none through', () => {
    const found = violatedRules(mailsOn('2027-05-01'), { rules: rulesWithLimit(0, 1) });
    expect(found).toEqual(['frequency_limit']);
  });

  it('agrees with counting in every period that holds the mail', () => {
    const dates = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 9 });
    const limits = [fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 15 })] as const;
    fc.assert(
      fc.property(dates, dates, ...limits, (planned, sent, max, period) => {
        const start = day('2027-05-01');
        const isFull = (date: number) =>
          Array.from({ length: period }, (_, offset) => date - offset).some(
            (first) =>
              [...planned, ...sent].filter((each) => first <= each && each < first + period).length > max,
          );
        const mails = planned.map((date, targetId) =>
          campaignMailOn('2027-05-01', { sendDate: start + date, eventDate: start + date, targetId }),
        );
        const occupied = sent.map((date) => ({ ...occupiedOn('2027-05-01'), date: start + date }));
        const found = violatedRules(mails, { rules: rulesWithLimit(max, period), occupied });
        expect(found.filter((rule) => rule === 'frequency_limit').length).toBe(planned.filter(isFull).length);
      }),
    );
  });
});
