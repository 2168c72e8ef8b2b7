import { describe, expect, it } from 'vitest';
import { fnv1a } from '../../../../src/domain/arithmetic/fnv1a.ts';
import type { Contact } from '../../../../src/domain/contact/contact.ts';
import {
  type CalendarDates,
  createCalendarEvent,
  findAepYear,
  findDatesInYear,
  findNextDates,
  findYearlyEvents,
} from '../../../../src/domain/event/calendar-events.ts';
import { buildConfiguration } from '../../../support/configuration-builder.ts';
import { buildContact } from '../../../support/contact-builder.ts';
import { day, isoDate } from '../../../support/day-builder.ts';
import {
  afterSendTime,
  buildPlanContext,
  type PlanContextOptions,
} from '../../../support/plan-context-builder.ts';

type Yearly = Parameters<typeof findNextDates>[0];

/** E, ideal date and last date. */
const asText = (dates: CalendarDates | undefined): string[] | undefined =>
  dates && [dates.eventDate, dates.idealDate, dates.lastDate].map(isoDate);

const next = (type: Yearly, contact: Partial<Contact> = {}, options: PlanContextOptions = {}) =>
  asText(findNextDates(type, buildContact(contact), buildPlanContext(options)));

const aep = (overrides: object) => ({ ...buildConfiguration().aep, ...overrides });

describe('a birthday mail (spec 2.4)', () => {
  it('is ideal 14 days before the next birthday, and goes out on it at the latest', () => {
    expect(next('birthday')).toEqual(['2027-06-10', '2027-05-27', '2027-06-10']);
  });

  it('may have its ideal date behind it', () => {
    expect(next('birthday', { birthDate: day('1960-03-05') })).toEqual([
      '2027-03-05',
      '2027-02-19',
      '2027-03-05',
    ]);
  });

  it('is for 28 February if the birthday is the 29th', () => {
    const context = { now: '2027-02-01T12:00:00Z' };
    expect(next('birthday', { birthDate: day('1960-02-29') }, context)).toEqual([
      '2027-02-28',
      '2027-02-14',
      '2027-02-28',
    ]);
  });

  it('crosses New Year backwards', () => {
    expect(next('birthday', { birthDate: day('1960-01-05') })).toEqual([
      '2028-01-05',
      '2027-12-22',
      '2028-01-05',
    ]);
  });

  it('is as many days before as configured', () => {
    const configuration = { timing: { birthday_email_days_before: 0 } };
    expect(next('birthday', {}, { configuration })).toEqual(['2027-06-10', '2027-06-10', '2027-06-10']);
  });

  it('is not there without a birth date', () => {
    expect(next('birthday', { birthDate: undefined })).toBeUndefined();
  });
});

describe('an effective-date mail (spec 2.4)', () => {
  it('is ideal 30 days before the next anniversary, and goes out on it at the latest', () => {
    expect(next('effective_date')).toEqual(['2027-09-15', '2027-08-16', '2027-09-15']);
  });

  it('is for next year’s anniversary if the policy starts this year', () => {
    expect(next('effective_date', { effectiveDate: day('2027-04-01') })).toEqual([
      '2028-04-01',
      '2028-03-02',
      '2028-04-01',
    ]);
  });

  it('is as many days before as configured', () => {
    const configuration = { timing: { effective_date_days_before: 45 } };
    expect(next('effective_date', {}, { configuration })).toEqual(['2027-09-15', '2027-08-01', '2027-09-15']);
  });

  it('is not there without an effective date', () => {
    expect(next('effective_date', { effectiveDate: undefined })).toBeUndefined();
  });
});

describe('an AEP mail (spec 2.4)', () => {
  const dates = [
    { month: 8, day: 18 },
    { month: 8, day: 25 },
    { month: 9, day: 1 },
    { month: 9, day: 7 },
  ];

  it('is ideal on its configured date, and goes out by last_send', () => {
    expect(next('aep')).toEqual(['2027-09-15', '2027-09-15', '2027-09-30']);
  });

  it('goes out on that of the configured dates that the hash of contact and year names', () => {
    const options = { configuration: { aep: aep({ dates }) } };
    const chosen = new Set<string>();
    for (let id = 1; id <= 40; id++) {
      const date = dates[fnv1a(`${id}-aep-2027`) % 4] as (typeof dates)[number];
      const expected = `2027-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
      expect(next('aep', { id }, options)).toEqual([expected, expected, '2027-09-30']);
      chosen.add(expected);
    }
    expect(chosen.size).toBe(4);
  });

  it('takes 29 February as the 28th in a common year', () => {
    const february = aep({
      dates: [{ month: 2, day: 29 }],
      last_send: { month: 2, day: 29 },
      years: 'every',
    });
    const options = { configuration: { aep: february }, now: '2027-02-28T12:00:00Z' };
    expect(next('aep', {}, options)).toEqual(['2027-02-28', '2027-02-28', '2027-02-28']);
    expect(next('aep', {}, { ...options, now: '2027-03-01T12:00:00Z' })).toEqual([
      '2028-02-29',
      '2028-02-29',
      '2028-02-29',
    ]);
  });

  it('is not there if no configured year is left', () => {
    expect(next('aep', {}, { configuration: { aep: aep({ years: [2025, 2026] }) } })).toBeUndefined();
  });
});

describe('the year of the AEP mail (spec 2.4)', () => {
  const yearAt = (today: string, years: readonly number[] | 'every') =>
    findAepYear(aep({ years }), day(today));

  it('is the first configured one whose last_send date is not past', () => {
    expect(yearAt('2027-09-30', [2026, 2027, 2028])).toBe(2027);
    expect(yearAt('2027-10-01', [2026, 2027, 2028])).toBe(2028);
    expect(yearAt('2026-12-31', [2026, 2027])).toBe(2027);
  });

  it('may lie ahead, and need not be the first in the list', () => {
    expect(yearAt('2027-03-01', [2031, 2029, 2025])).toBe(2029);
  });

  it('is this one or the next if every year is configured', () => {
    expect(yearAt('2027-09-30', 'every')).toBe(2027);
    expect(yearAt('2027-10-01', 'every')).toBe(2028);
  });

  it('is none if all are past', () => {
    expect(yearAt('2027-10-01', [2025, 2026, 2027])).toBeUndefined();
    expect(yearAt('2027-03-01', [])).toBeUndefined();
  });
});

describe('the dates of a mail in a given year (spec 2.7)', () => {
  const inYear = (
    type: Yearly,
    year: number,
    contact: Partial<Contact> = {},
    options: PlanContextOptions = {},
  ) => asText(findDatesInYear(type, buildContact(contact), year, buildConfiguration(options.configuration)));

  it('are those of that year’s anniversary', () => {
    expect(inYear('birthday', 2026)).toEqual(['2026-06-10', '2026-05-27', '2026-06-10']);
    expect(inYear('effective_date', 2028)).toEqual(['2028-09-15', '2028-08-16', '2028-09-15']);
    expect(inYear('aep', 2026)).toEqual(['2026-09-15', '2026-09-15', '2026-09-30']);
  });

  it('exist for a year greater than the date’s own only', () => {
    expect(inYear('effective_date', 2020)).toBeUndefined();
    expect(inYear('effective_date', 2021)).toEqual(['2021-09-15', '2021-08-16', '2021-09-15']);
    expect(inYear('birthday', 1960)).toBeUndefined();
  });

  it('do not exist without the date', () => {
    expect(inYear('birthday', 2026, { birthDate: undefined })).toBeUndefined();
    expect(inYear('effective_date', 2026, { effectiveDate: undefined })).toBeUndefined();
  });

  it('exist for AEP in configured years only', () => {
    expect(inYear('aep', 2022)).toBeUndefined();
    expect(inYear('aep', 2022, {}, { configuration: { aep: aep({ years: 'every' }) } })).toEqual([
      '2022-09-15',
      '2022-09-15',
      '2022-09-30',
    ]);
  });

  it('follow the configured days before', () => {
    const configuration = { timing: { birthday_email_days_before: 1, effective_date_days_before: 2 } };
    expect(inYear('birthday', 2026, {}, { configuration })?.[1]).toBe('2026-06-09');
    expect(inYear('effective_date', 2026, {}, { configuration })?.[1]).toBe('2026-09-13');
  });
});

describe('a calendar event (spec 2.4)', () => {
  const dates = { eventDate: day('2027-06-10'), idealDate: day('2027-05-27'), lastDate: day('2027-06-12') };
  const create = (contact: Partial<Contact> = {}, options: PlanContextOptions = {}) =>
    createCalendarEvent('birthday', dates, buildContact(contact), buildPlanContext(options));

  it('respects windows, is nobody’s campaign, and has what the configuration gives its type', () => {
    expect(create()).toEqual({
      kind: 'birthday',
      emailType: 'birthday',
      eventDate: dates.eventDate,
      idealDate: dates.idealDate,
      firstDate: day('2027-03-01'),
      lastDate: dates.lastDate,
      priority: 10,
      respectsWindows: true,
      transactional: false,
      campaign: undefined,
      instanceId: null,
      targetId: null,
      parentId: null,
      emailTemplate: 'birthday',
      smsTemplate: 'birthday_sms',
      metadata: null,
    });
  });

  it('has earliest as its first date', () => {
    expect(create({}, { now: afterSendTime }).firstDate).toBe(day('2027-03-02'));
  });

  it('has an SMS template for a contact with a phone only', () => {
    expect(create({ hasPhone: false })).toMatchObject({ emailTemplate: 'birthday', smsTemplate: null });
  });

  it.each([
    [{}, null, null],
    [{ email: 'only' }, 'only', null],
    [{ sms: 'only' }, null, 'only'],
  ])('with the templates %j has no others', (birthday, emailTemplate, smsTemplate) => {
    expect(create({}, { configuration: { templates: { birthday } } })).toMatchObject({
      emailTemplate,
      smsTemplate,
    });
  });

  it('has no templates if its type has none', () => {
    const configuration = { ...buildConfiguration(), templates: {} };
    const context = { ...buildPlanContext(), configuration };
    expect(createCalendarEvent('aep', dates, buildContact(), context)).toMatchObject({
      emailTemplate: null,
      smsTemplate: null,
    });
  });

  it.each([
    ['birthday', 10],
    ['effective_date', 20],
    ['aep', 30],
    ['post_window', 40],
  ] as const)('%s has priority %i', (kind, priority) => {
    expect(createCalendarEvent(kind, dates, buildContact(), buildPlanContext()).priority).toBe(priority);
  });
});

describe('the yearly events of a contact (spec 2.4)', () => {
  const typesOf = (contact: Partial<Contact>, horizonDays = 365) => {
    const context = buildPlanContext({ configuration: { horizon_days: horizonDays } });
    return findYearlyEvents(buildContact(contact), context).map(({ kind }) => kind);
  };

  it('are birthday, effective date and AEP', () => {
    expect(typesOf({})).toEqual(['birthday', 'effective_date', 'aep']);
  });

  it('are there if their ideal date is today + horizon, and not if it is a day later', () => {
    expect(typesOf({}, 87)).toEqual(['birthday']);
    expect(typesOf({}, 86)).toEqual([]);
    expect(typesOf({}, 168)).toEqual(['birthday', 'effective_date']);
    expect(typesOf({}, 198)).toEqual(['birthday', 'effective_date', 'aep']);
    expect(typesOf({}, 197)).toEqual(['birthday', 'effective_date']);
  });

  it('are there if only their ideal date is within the horizon', () => {
    expect(typesOf({ birthDate: day('1960-03-10') }, 0)).toEqual(['birthday']);
  });
});
