import { describe, expect, it } from 'vitest';
import { formatDay } from './calendar.ts';
import { readConformanceCases } from './cases.ts';
import { differences } from './compare.ts';
import { keyOfMail } from './mail.ts';
import { planByOracle, planPhases } from './oracle.ts';
import type { ContactRow, OracleCase, ScheduleRow } from './oracle-case.ts';

const cases = readConformanceCases();

describe('the conformance cases', () => {
  it('are there', () => {
    expect(cases.length).toBeGreaterThanOrEqual(45);
  });

  it.each(cases)('$name is planned as expected', (conformanceCase) => {
    const found = differences(planByOracle(conformanceCase), conformanceCase);
    expect(found).toEqual({ unexpected: [], missing: [] });
  });

  it.each(cases)('$name needs no daily cap', (conformanceCase) => {
    const found = differences(planByOracle(conformanceCase, { dailyCap: false }), conformanceCase);
    expect(found).toEqual({ unexpected: [], missing: [] });
  });

  it.each(cases)('$name knows which rows it keeps', (conformanceCase) => {
    const known = new Set(conformanceCase.tables.email_schedules.map(({ id }) => id));
    const kept = planByOracle(conformanceCase).email_schedules.flatMap(({ id }) => (id === null ? [] : [id]));
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept.filter((id) => !known.has(id))).toEqual([]);
  });
});

describe('the daily cap', () => {
  it('moves the mails above cap of a date above its threshold to the first dates with room', () => {
    const { capped, overCapDates } = planPhases(birthdays(5, 0.4));
    expect(datesOf(capped)).toEqual(['2027-03-18', '2027-03-18', '2027-03-19', '2027-03-19', '2027-03-20']);
    expect(capped.map(({ verdict }) => verdict.adjustment)).toEqual([
      'capped',
      'capped',
      'capped',
      null,
      null,
    ]);
    expect(overCapDates).toEqual([]);
  });

  it('levels what does not fit before hi, and reports the dates that stay above their threshold', () => {
    const { capped, overCapDates } = planPhases(
      birthdays(5, 0.2, { timing: { birthday_email_days_before: 1 } }),
    );
    expect(datesOf(capped)).toEqual(['2027-03-31', '2027-03-31', '2027-03-31', '2027-04-01', '2027-04-01']);
    expect(overCapDates).toEqual(['2027-03-31', '2027-04-01']);
  });

  it('leaves a date alone that holds more than cap and not more than its threshold', () => {
    const { capped } = planPhases(birthdays(5, 0.8, { load_balancing: { overage_threshold: 1.25 } }));
    expect(new Set(datesOf(capped))).toEqual(new Set(['2027-03-18']));
  });

  it('counts foreign rows that go out, and rows outside the run', () => {
    const organisation = birthdays(3, 1, { load_balancing: { overage_threshold: 1 } });
    organisation.tables.email_schedules = [
      foreignRow('2027-03-18', 'processing'),
      foreignRow('2027-03-18', 'failed'),
    ];
    expect(datesOf(planPhases(organisation).capped)).toEqual(['2027-03-18', '2027-03-18', '2027-03-19']);
  });

  it('can be replaced by the dates that another implementation has found', () => {
    const organisation = birthdays(5, 0.4);
    const { capped } = planPhases(organisation);
    const dates = new Map(capped.map((mail) => [keyOfMail(mail), formatDay(mail.verdict.date)]));
    expect(planByOracle(organisation, { dailyCap: dates }).email_schedules).toEqual(
      planByOracle(organisation).email_schedules,
    );
  });

  it('can be switched off', () => {
    const { capped } = planPhases(birthdays(5, 0.4), { dailyCap: false });
    expect(new Set(datesOf(capped))).toEqual(new Set(['2027-03-18']));
  });
});

function datesOf(mails: ReturnType<typeof planPhases>['capped']): string[] {
  return mails.map(({ verdict }) => formatDay(verdict.date)).sort();
}

/** Contacts of a state without rules whose birthday is 1 April; nothing else happens within the horizon. */
function birthdays(count: number, share: number, config: object = {}): OracleCase {
  const { load_balancing = {}, ...rest } = config as { load_balancing?: object };
  const contacts = Array.from(
    { length: count },
    (_, index): ContactRow => ({
      id: index + 1,
      email: `p${index + 1}@example.com`,
      zip_code: '75201',
      state: 'TX',
      birth_date: '1960-04-01',
      effective_date: null,
      phone_number: null,
      status: 'active',
    }),
  );
  return {
    as_of: '2027-03-01T12:00:00+00:00',
    config: {
      size_profile: 'none',
      horizon_days: 60,
      ...rest,
      load_balancing: { daily_send_percentage_cap: share, overage_threshold: 1.2, ...load_balancing },
    },
    tables: {
      contacts,
      campaign_types: [],
      campaign_instances: [],
      contact_campaigns: [],
      tracking_clicks: [],
      contact_events: [],
      suppressions: [],
      email_schedules: [],
    },
  };
}

let lastId = 100;

function foreignRow(date: string, status: string): ScheduleRow {
  lastId += 1;
  return {
    id: lastId,
    contact_id: 900 + lastId,
    email_type: 'aep',
    event_date: date,
    ideal_send_date: date,
    scheduled_send_date: date,
    scheduled_send_time: '08:30:00',
    status,
    skip_reason: null,
    adjustment: null,
    priority: 30,
    campaign_instance_id: null,
    target_id: null,
    parent_email_id: null,
    email_template: 'aep',
    sms_template: null,
    actual_send_datetime: null,
  };
}
