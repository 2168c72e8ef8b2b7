import { describe, expect, test } from 'vitest';
import { findDailyCap } from '../../src/domain/balance/daily-limit.ts';
import { type MemoryCase, planInMemory } from '../support/plan-in-memory.ts';

type Row = Readonly<Record<string, unknown>>;

const contact = (id: number, birthDate: string | null = '1950-06-15', zip = '75201') => ({
  id,
  email: `p${id}@example.com`,
  zip_code: zip,
  state: null,
  birth_date: birthDate,
  effective_date: null,
  phone_number: null,
  status: 'active',
});

/** An organisation of the given contacts without AEP mail, planned at an instant. */
function plan(asOf: string, contacts: readonly ReturnType<typeof contact>[], rest: Partial<MemoryCase> = {}) {
  const config = { size_profile: 'none' as const, aep: { years: [] }, ...rest.config };
  const result = planInMemory({ as_of: asOf, ...rest, config, tables: { contacts, ...rest.tables } });
  expect(result.violations).toEqual([]);
  return result;
}

const datesOf = (rows: readonly Row[]): unknown[] => rows.map((row) => row['scheduled_send_date']);

describe('an organisation of one contact', () => {
  test('gets its one birthday mail on the ideal date', () => {
    expect(datesOf(plan('2027-01-10T12:00:00Z', [contact(1)]).rows)).toEqual(['2027-06-01']);
  });

  test('with a horizon of 30 gets it only when the ideal date is at most 30 days away', () => {
    const config = { horizon_days: 30 };
    expect(plan('2027-05-01T12:00:00Z', [contact(1)], { config }).rows).toEqual([]);
    expect(datesOf(plan('2027-05-02T12:00:00Z', [contact(1)], { config }).rows)).toEqual(['2027-06-01']);
  });
});

describe('a run around the send time', () => {
  const due = [contact(1)];

  test('places mail today at 08:29:59 and tomorrow from 08:30:00 on, local time', () => {
    expect(datesOf(plan('2027-06-01T08:29:59-05:00', due).rows)).toEqual(['2027-06-01']);
    expect(plan('2027-06-01T08:30:00-05:00', due).context.clock.earliest).toBe(
      plan('2027-06-02T00:00:00-05:00', due).context.clock.today,
    );
    expect(datesOf(plan('2027-06-01T08:30:00-05:00', due).rows)[0]).not.toBe('2027-06-01');
  });

  test.each([
    ['into summer time', '2027-03-14T13:29:59Z', '2027-03-14T13:30:00Z'],
    ['out of summer time', '2027-11-07T14:29:59Z', '2027-11-07T14:30:00Z'],
  ])('uses the local time on the day the clock changes %s', (_name, before, after) => {
    const { clock } = plan(before, due).context;
    expect(clock.earliest).toBe(clock.today);
    expect(plan(after, due).context.clock.earliest).toBe(clock.today + 1);
  });

  test('belongs to the old year until local midnight of New Year', () => {
    const { today } = plan('2028-01-01T05:59:59Z', due).context.clock;
    expect(plan('2028-01-01T06:00:00Z', due).context.clock.today).toBe(today + 1);
  });
});

describe('a leap-day birthday', () => {
  test('falls on 28 February in a common year and on the 29th in a leap year', () => {
    const dates = (asOf: string) =>
      plan(asOf, [contact(1, '1952-02-29')]).rows.map((row) => row['event_date']);
    expect(dates('2027-01-05T12:00:00Z')).toEqual(['2027-02-28']);
    expect(dates('2028-01-05T12:00:00Z')).toEqual(['2028-02-29']);
  });
});

describe('everybody with the same birthday', () => {
  const contacts = Array.from({ length: 60 }, (_, i) => contact(i + 1));

  test('is spread by the daily cap over the days up to the birthday, none lost', () => {
    const config = { load_balancing: { daily_send_percentage_cap: 0.1, overage_threshold: 1 } };
    const { rows, overCapDays } = plan('2027-01-10T12:00:00Z', contacts, { config });
    expect(rows).toHaveLength(60);
    expect(overCapDays).toEqual([]);
    const counts = Map.groupBy(datesOf(rows), (date) => date);
    expect(Math.max(...[...counts.values()].map((mails) => mails.length))).toBe(6);
    expect(
      [...counts.keys()].every((date) => String(date) >= '2027-06-01' && String(date) <= '2027-06-15'),
    ).toBe(true);
  });

  test('with a cap of one mail a day is levelled and the days left over it are told', () => {
    const config = { load_balancing: { daily_send_percentage_cap: 0.01, overage_threshold: 1 } };
    const { rows, overCapDays, context } = plan('2027-01-10T12:00:00Z', contacts, { config });
    expect(findDailyCap(context.configuration.load_balancing, contacts.length)).toBe(1);
    expect(rows).toHaveLength(60);
    expect(overCapDays).toHaveLength(15);
    expect(new Set(overCapDays.map((day) => day.mails))).toEqual(new Set([4]));
  });
});

describe('ten instances of one campaign type at once', () => {
  const type = {
    name: 'promo',
    respect_exclusion_windows: 1,
    enable_followups: 0,
    days_before_event: 0,
    target_all_contacts: 1,
    priority: 5,
    active: 1,
    transactional: 0,
  };
  const instances = Array.from({ length: 10 }, (_, i) => ({
    id: i + 1,
    campaign_type: 'promo',
    instance_name: `promo ${i + 1}`,
    email_template: 'promo',
    sms_template: null,
    active_start_date: '2027-03-01',
    active_end_date: '2027-03-31',
    metadata: null,
  }));

  test('give a contact one mail, of the lowest instance, and nine recorded reasons', () => {
    const tables = { campaign_types: [type], campaign_instances: instances };
    const config = { load_balancing: { overage_threshold: 20 } };
    const { rows } = plan('2027-02-01T12:00:00Z', [contact(1, null)], { tables, config });
    const sent = rows.filter((row) => row['status'] === 'pre-scheduled');
    expect(sent.map((row) => row['campaign_instance_id'])).toEqual([1]);
    expect(rows.filter((row) => row['skip_reason'] === 'campaign_conflict')).toHaveLength(9);
  });
});

describe('a mail that smoothing has put before its ideal date', () => {
  test('has no adjustment when the daily cap moves it on to that date', () => {
    const contacts = [1, 2].map((id) => ({ ...contact(id, null), effective_date: '2020-06-01' }));
    const email_schedules = [1, 2].map((id) => ({
      id,
      contact_id: id,
      email_type: 'effective_date',
      event_date: '2027-06-01',
      ideal_send_date: '2027-05-02',
      scheduled_send_date: '2027-05-01',
      status: 'pre-scheduled',
      adjustment: 'smoothed',
      priority: 20,
    }));
    const config = { load_balancing: { daily_send_percentage_cap: 0.01, overage_threshold: 1 } };
    const { rows } = plan('2027-04-01T12:00:00Z', contacts as never, { config, tables: { email_schedules } });
    const moved = rows.map((row) => [row['scheduled_send_date'], row['adjustment']]);
    expect(moved.sort()).toEqual([
      ['2027-05-01', 'smoothed'],
      ['2027-05-02', null],
    ]);
  });
});
