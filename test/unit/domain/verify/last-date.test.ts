import { describe, expect, it } from 'vitest';
import type {
  VerifiedCampaign,
  VerifiedContact,
  VerifiedMail,
} from '../../../../src/domain/verify/verify-contact.ts';
import {
  campaignMailOn,
  campaignsWith,
  configurationWith,
  day,
  followupOn,
  mailOn,
  violatedRules,
} from './plan-fixtures.ts';

const LATE = ['after_last_date'];

describe('a birthday or effective-date mail', () => {
  const found = (send: string, overrides: Partial<VerifiedMail>, contact: Partial<VerifiedContact> = {}) =>
    violatedRules([mailOn('2027-06-10', { sendDate: day(send), ...overrides })], { contact });
  const effective = { emailType: 'effective_date', eventDate: day('2027-09-15') };

  it('goes out on the event date at the latest', () => {
    expect(found('2027-06-10', {})).toEqual([]);
    expect(found('2027-06-11', {})).toEqual(LATE);
    expect(found('2027-09-15', effective)).toEqual([]);
    expect(found('2027-09-16', effective)).toEqual(LATE);
  });

  it('is late after the next anniversary of the date the contact has, whatever event the plan says', () => {
    expect(found('2028-06-01', { eventDate: day('2028-06-10') })).toEqual(LATE);
    expect(found('2027-06-10', {}, { birthDate: day('1960-06-09') })).toEqual(LATE);
  });

  it('has no event where the contact has no date', () => {
    expect(found('2027-06-10', {}, { birthDate: undefined })).toEqual(LATE);
    expect(found('2027-09-15', effective, { effectiveDate: undefined })).toEqual(LATE);
  });

  it('has no event in the month in which a policy starts', () => {
    expect(
      found(
        '2027-04-01',
        { ...effective, eventDate: day('2028-04-01') },
        { effectiveDate: day('2027-04-01') },
      ),
    ).toEqual([]);
    expect(
      found(
        '2028-04-02',
        { ...effective, eventDate: day('2028-04-02') },
        { effectiveDate: day('2027-04-01') },
      ),
    ).toEqual(LATE);
  });

  it('about a leap day goes out on 28 February of a common year at the latest', () => {
    const contact = { birthDate: day('1960-02-29') };
    const rules = { today: day('2027-02-01'), earliest: day('2027-02-01') };
    const onDate = (date: string) => violatedRules([mailOn(date)], { rules, contact });
    expect(onDate('2027-02-28')).toEqual([]);
    expect(onDate('2027-03-01')).toEqual(LATE);
  });
});

describe('an AEP mail', () => {
  const found = (event: string, send: string, aep: object = {}, today = '2027-03-01') =>
    violatedRules([mailOn(event, { emailType: 'aep', sendDate: day(send) })], {
      rules: { configuration: configurationWith({ aep }), today: day(today), earliest: day(today) },
    });

  it('goes out on last_send of its year at the latest', () => {
    expect(found('2027-09-15', '2027-09-30')).toEqual([]);
    expect(found('2027-09-15', '2027-10-01')).toEqual(LATE);
  });

  it('is about the first configured year whose last_send is not past', () => {
    expect(found('2028-09-15', '2028-09-15')).toEqual(LATE);
    expect(found('2028-09-15', '2028-09-15', {}, '2027-09-30')).toEqual(LATE);
    expect(found('2028-09-15', '2028-09-15', {}, '2027-10-01')).toEqual([]);
    expect(found('2027-09-15', '2027-10-01', {}, '2027-10-01')).toEqual(LATE);
    expect(found('2029-09-15', '2029-09-15', { years: [2030, 2029] })).toEqual([]);
  });

  it('may be about the first day of its year', () => {
    expect(found('2027-01-01', '2027-01-01', { years: [2027] }, '2026-12-31')).toEqual([]);
  });

  it('has no event when no configured year is left', () => {
    expect(found('2027-09-15', '2027-09-15', { years: [2026] })).toEqual(LATE);
  });

  it('comes every year if so configured', () => {
    expect(found('2027-09-15', '2027-09-15', { years: 'every' })).toEqual([]);
    expect(found('2041-09-15', '2041-09-15', { years: 'every' }, '2040-12-31')).toEqual([]);
    expect(found('2042-09-15', '2042-09-15', { years: 'every' }, '2040-12-31')).toEqual(LATE);
  });
});

describe('a post-window mail', () => {
  const found = (event: string, send: string) =>
    violatedRules([mailOn(event, { emailType: 'post_window', sendDate: day(send) })], {
      contact: { states: ['KY'], birthDate: day('1960-01-10') },
    });

  it('has its days of grace after the window, and no more', () => {
    expect(found('2027-03-12', '2027-03-12')).toEqual([]);
    expect(found('2027-03-12', '2027-04-11')).toEqual([]);
    expect(found('2027-03-12', '2027-04-12')).toEqual(LATE);
  });

  it('has no event on any day but the one after a window', () => {
    expect(found('2027-03-13', '2027-03-13')).toEqual(LATE);
    expect(found('2027-03-11', '2027-03-12')).toEqual(LATE);
  });
});

describe('a post-window mail where age_76_plus counts', () => {
  const found = (birth: string) =>
    violatedRules([mailOn('2027-03-12', { emailType: 'post_window' })], {
      rules: {
        policy: {
          name: 'test',
          version: 1,
          states: {
            XX: {
              type: 'effective_date_window',
              window_after: 1,
              pre_window_exclusion_days: 0,
              age_76_plus: true,
              effective_to: '2027-03-11',
            },
          },
        },
      },
      contact: { states: ['XX'], birthDate: day(birth), effectiveDate: day('2020-03-10') },
    });

  it('has no event from the 76th birthday on', () => {
    expect(found('1951-03-13')).toEqual([]);
    expect(found('1951-03-12')).toEqual(LATE);
  });
});

describe('a follow-up', () => {
  it('goes out within look-back and catch-up days of the date the initial row went out', () => {
    const found = (send: string) => violatedRules([followupOn('2027-03-03', { sendDate: day(send) })]);
    expect(found('2027-04-12')).toEqual([]);
    expect(found('2027-04-13')).toEqual(LATE);
  });
});

describe('a campaign mail', () => {
  const found = (send: string, campaign: Partial<VerifiedCampaign>, overrides: Partial<VerifiedMail> = {}) =>
    violatedRules([campaignMailOn('2027-05-10', { sendDate: day(send), ...overrides })], {
      rules: { campaigns: campaignsWith(campaign) },
    });

  it('before its event goes out on the event date at the latest', () => {
    expect(found('2027-05-10', { daysBeforeEvent: 14 })).toEqual([]);
    expect(found('2027-05-11', { daysBeforeEvent: 14 })).toEqual(LATE);
  });

  it('before its event never goes out after the campaign ended', () => {
    const campaign = { daysBeforeEvent: 14, activeEnd: day('2027-05-05') };
    expect(found('2027-05-05', campaign)).toEqual([]);
    expect(found('2027-05-06', campaign)).toEqual(LATE);
  });

  it('after its event goes out on the last day of the campaign at the latest', () => {
    const campaign = { daysBeforeEvent: -3, activeEnd: day('2027-07-31') };
    expect(found('2027-07-31', campaign)).toEqual([]);
    expect(found('2027-08-01', campaign)).toEqual(LATE);
  });

  it('after its event has the catch-up days where the campaign has no end', () => {
    expect(found('2027-05-20', { daysBeforeEvent: -3 })).toEqual([]);
    expect(found('2027-05-21', { daysBeforeEvent: -3 })).toEqual(LATE);
  });

  it('on the day of its event may be late as one after it may', () => {
    expect(found('2027-05-17', { daysBeforeEvent: 0 })).toEqual([]);
    expect(found('2027-05-18', { daysBeforeEvent: 0 })).toEqual(LATE);
  });

  it('of an instance that does not exist is late on every date', () => {
    expect(found('2027-05-10', {}, { instanceId: 2 })).toEqual(LATE);
    expect(found('2027-05-10', {}, { instanceId: null })).toEqual(LATE);
  });
});

describe('a mail of an unknown type', () => {
  it('is late on every date', () => {
    expect(violatedRules([mailOn('2027-06-10', { emailType: 'newsletter', instanceId: 1 })])).toEqual(LATE);
  });
});
