import { describe, expect, it } from 'vitest';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { silentObserver } from '../../src/run/run-observer.ts';
import { type VerifyReport, verifySchedule } from '../../src/run/verify-schedule.ts';
import { temporaryPath } from '../store/temporary-folder.ts';
import { rejectedErrorOf } from '../store/thrown-error.ts';
import { createOrgDatabase, readTable, runOnce, type Tables } from '../support/run-fixture.ts';
import { change, firstMorning, generatedOrganisation } from './generated-organisation.ts';

const verify = (database: string, asOf: string, values: ConfigurationValues = {}): Promise<VerifyReport> =>
  verifySchedule({
    database,
    asOf: Temporal.Instant.from(asOf),
    settings: { layers: [{ source: 'test', values }] },
    observer: silentObserver,
  });

/** A contact in Texas, where nothing is excluded, and one in California: both born on 10 June 1950. */
const contact = { email: 'a@example.org', birth_date: '1950-06-10', status: 'active' };
const texas = { ...contact, id: 1, zip_code: '75001' };
const california = { ...contact, id: 2, email: 'b@example.org', zip_code: '90001' };
const birthday = {
  contact_id: 1,
  email_type: 'birthday',
  event_date: '2027-06-10',
  ideal_send_date: '2027-05-27',
  scheduled_send_date: '2027-05-27',
};

async function rulesBroken(tables: Tables, values: ConfigurationValues = {}): Promise<string[]> {
  const path = temporaryPath();
  createOrgDatabase(path, { contacts: [texas, california], ...tables });
  return (await verify(path, firstMorning, values)).violations.rows.map(({ rule }) => rule);
}

describe('verifySchedule', () => {
  it('finds no violations in what a run has made, before and after it', async () => {
    const path = generatedOrganisation(300);
    expect((await verify(path, firstMorning)).violations.total).toBe(0);
    await runOnce(path, firstMorning);
    const report = await verify(path, firstMorning);
    expect(report.violations).toEqual({ total: 0, contacts: 0, by_rule: {}, rows: [] });
    const isInHorizon = (row: Record<string, unknown>) => String(row['ideal_send_date']) <= '2028-02-29';
    const standing = readTable(path, 'email_schedules').filter(
      (row) => row['status'] === 'pre-scheduled' && isInHorizon(row),
    );
    expect([report.contacts, report.mails]).toEqual([300, standing.length]);
  });

  it('finds rows that somebody else has put there, and says which', async () => {
    const path = temporaryPath();
    createOrgDatabase(path, {
      contacts: [texas, california],
      email_schedules: [birthday, { ...birthday, contact_id: 2 }],
    });
    const { violations } = await verify(path, firstMorning);
    expect(violations).toMatchObject({ total: 1, contacts: 1, by_rule: { excluded_date: 1 } });
    expect(violations.rows).toEqual([
      {
        contact_id: 2,
        schedule_id: 2,
        email_type: 'birthday',
        send_date: '2027-05-27',
        rule: 'excluded_date',
        detail: expect.stringContaining('CA') as string,
      },
    ]);
  });

  it.each([
    ['a mail after its event', { scheduled_send_date: '2027-06-11' }, 'after_last_date'],
    ['a mail about nothing', { email_type: 'effective_date' }, 'after_last_date'],
    ['mail for somebody who is gone', { contact_id: 99 }, 'ineligible'],
  ])('finds %s', async (_, changes, rule) => {
    expect(await rulesBroken({ email_schedules: [{ ...birthday, ...changes }] })).toContain(rule);
  });

  it('finds the same mail twice', async () => {
    const twin = { ...birthday, event_date: '2027-06-11' };
    expect(await rulesBroken({ email_schedules: [birthday, twin] })).toEqual(['duplicate_identity']);
  });

  it.each([
    ['skipped rows', { status: 'skipped', scheduled_send_date: '2027-06-20' }],
    ['rows of the past', { scheduled_send_date: '2027-02-28' }],
    ["the sender's rows", { status: 'sent', scheduled_send_date: '2027-06-20' }],
    ['types it does not know', { email_type: 'newsletter', scheduled_send_date: '2027-06-20' }],
    ['rows beyond the horizon', { ideal_send_date: '2028-05-27', scheduled_send_date: '2028-06-20' }],
  ])('does not judge %s', async (_, changes) => {
    expect(await rulesBroken({ email_schedules: [{ ...birthday, ...changes }] })).toEqual([]);
  });

  it('counts mail that went out, and mail beyond the horizon, towards the limits', async () => {
    const other = { ...birthday, scheduled_send_date: '2027-05-26' };
    const sent = { ...other, email_type: 'newsletter', status: 'sent' };
    const once = { frequency: { max_emails_per_period: 1, period_days: 30 } };
    const beyond = { ...other, email_type: 'effective_date', ideal_send_date: '2027-06-01' };
    expect(await rulesBroken({ email_schedules: [birthday] }, once)).toEqual([]);
    expect(await rulesBroken({ email_schedules: [birthday, sent] }, once)).toEqual(['frequency_limit']);
    expect(await rulesBroken({ email_schedules: [birthday, { ...sent, status: 'failed' }] }, once)).toEqual(
      [],
    );
    expect(await rulesBroken({ email_schedules: [birthday, beyond] }, { ...once, horizon_days: 90 })).toEqual(
      ['frequency_limit'],
    );
  });

  it('takes today from --as-of', async () => {
    const path = temporaryPath();
    createOrgDatabase(path, {
      contacts: [texas],
      email_schedules: [{ ...birthday, scheduled_send_date: '2027-06-20' }],
    });
    expect((await verify(path, firstMorning)).violations.total).toBe(1);
    expect(await verify(path, '2027-06-21T12:00:00Z')).toMatchObject({ today: '2027-06-21', mails: 0 });
  });

  it('counts everything, and lists ten thousand', async () => {
    const path = generatedOrganisation(11_000);
    change(
      path,
      `insert into email_schedules (contact_id, email_type, event_date, ideal_send_date, scheduled_send_date)
       select id, 'aep', '2027-09-15', '2027-09-15', '2027-12-24' from contacts`,
    );
    const { violations } = await verify(path, firstMorning);
    expect(violations.by_rule['after_last_date']).toBe(11_000);
    expect(violations.contacts).toBe(11_000);
    expect(violations.rows).toHaveLength(10_000);
  });

  it('throws what opening the database throws', async () => {
    expect((await rejectedErrorOf(verify(temporaryPath(), firstMorning))).code).toBe('NO_SUCH_FILE');
  });
});
