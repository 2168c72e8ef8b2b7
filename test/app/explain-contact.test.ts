import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConfigurationValues } from '../../src/config/configuration-layer.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import {
  createOrgDatabase,
  readTable,
  runOnce,
  type Tables,
  temporaryFolder,
} from '../support/run-fixture.ts';
import { contactRow, explainAt, mailOf, mailsOf, quiet } from './explain-fixture.ts';

const asOf = '2027-03-01T12:00:00Z';

interface Organisation extends Disposable {
  readonly database: string;
  readonly run: (values?: ConfigurationValues) => Promise<unknown>;
  readonly explain: (contactId: number) => ReturnType<typeof explainAt>;
  readonly execute: (sql: string) => void;
}

/** An organisation of a test, with its tables and its configuration. */
function createOrganisation(tables: Tables, values: ConfigurationValues = quiet): Organisation {
  const temporary = temporaryFolder();
  const database = join(temporary.path, 'org.db');
  createOrgDatabase(database, tables);
  return {
    database,
    run: (other = values) => runOnce(database, asOf, other),
    explain: (contactId) => explainAt(database, contactId, asOf, values),
    execute: (sql) => {
      using db = openDatabase(database, { mode: 'read-write' });
      db.exec(sql);
    },
    [Symbol.dispose]: () => temporary[Symbol.dispose](),
  };
}

const instance = (id: number, type: string, values: Readonly<Record<string, string | null>> = {}) => ({
  id,
  campaign_type: type,
  instance_name: `${type}-${id}`,
  email_template: 'template',
  sms_template: null,
  active_start_date: '2027-01-01',
  active_end_date: '2027-12-31',
  metadata: null,
  ...values,
});

const target = (id: number, contactId: number, instanceId: number, triggerDate: string | null) => ({
  id,
  contact_id: contactId,
  campaign_instance_id: instanceId,
  trigger_date: triggerDate,
});

const sentRow = (
  id: number,
  contactId: number,
  values: Readonly<Record<string, string | number | null>> = {},
) => ({
  id,
  contact_id: contactId,
  email_type: 'birthday',
  event_date: '2027-03-10',
  ideal_send_date: '2027-02-24',
  scheduled_send_date: '2027-02-24',
  status: 'sent',
  actual_send_datetime: '2027-02-24 15:00:00',
  ...values,
});

describe('events', () => {
  test('before the first run every mail is a difference, afterwards none is', async () => {
    using org = createOrganisation({ contacts: [contactRow(1, { effective_date: '2020-05-01' })] });

    const before = await org.explain(1);
    await org.run();
    const after = await org.explain(1);

    expect(before.differences).toHaveLength(2);
    expect(mailOf(before, 'birthday')).toMatchObject({
      verdict: 'planned',
      event_date: '2027-06-15',
      ideal_date: '2027-06-01',
      last_date: '2027-06-15',
      send_date: '2027-06-01',
      rule: '2.6 rule 5',
      row: null,
      agrees: false,
      difference: { change: 'insert' },
    });
    expect(after.agrees).toBe(true);
    expect(mailOf(after, 'birthday')).toMatchObject({
      verdict: 'planned',
      rule: '2.6 rule 4',
      row: {
        status: 'pre-scheduled',
        scheduled_send_date: '2027-06-01',
        run_timestamp: '2027-03-01 12:00:00',
      },
      agrees: true,
      difference: null,
    });
  });

  test('a mail whose ideal date is past names the dates among which it was caught up', async () => {
    using org = createOrganisation({ contacts: [contactRow(1, { birth_date: '1955-03-11' })] });
    const birthday = mailOf(await org.explain(1), 'birthday');
    expect(birthday).toMatchObject({ verdict: 'moved', adjustment: 'catch_up', rule: '2.6 rule 6' });
    expect(birthday.sentence).toContain('of the 7 permitted dates 2027-03-01..2027-03-07');
    expect(birthday.sentence).toContain(birthday.send_date);
  });

  test('a withheld mail names rule and window, and the window is drawn with its post-window mail', async () => {
    using org = createOrganisation({ contacts: [contactRow(1, { zip_code: '90210', state: 'CA' })] });
    const explanation = await org.explain(1);
    expect(explanation.windows).toContainEqual({
      start: '2027-03-17',
      end: '2027-08-14',
      rule: 'CA birthday window',
    });
    expect(mailOf(explanation, 'birthday')).toMatchObject({
      verdict: 'skipped',
      skip_reason: 'exclusion_window',
      rule: '2.6 rule 3',
    });
    expect(mailOf(explanation, 'birthday').sentence).toContain('CA birthday window 2027-03-17..2027-08-14');
    expect(mailOf(explanation, 'post_window').sentence).toContain('it withheld: birthday');
    const kinds = explanation.timeline.filter(({ date }) => date > '2027-03-01').map(({ kind }) => kind);
    expect(kinds).toEqual(['window-start', 'event', 'window-end', 'event']);
    expect(explanation.policy.rules[0]).toContain('California (CA): excluded from 90 days before');
  });

  test('a window that holds up nothing says that no post-window mail follows it', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { zip_code: '40202', state: 'KY', birth_date: '1955-02-25' })],
    });
    await org.run();
    org.execute('delete from email_schedules');
    const { timeline } = await explainAt(org.database, 1, '2027-05-10T12:00:00Z', quiet);
    const end = timeline.find(({ kind, date }) => kind === 'window-end' && date === '2027-04-26');
    expect(end).toMatchObject({ sentence: 'No post-window mail: this window withheld no mail.' });
  });

  test('an event beyond the horizon is there, and not planned yet', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)] }, { ...quiet, horizon_days: 30 });
    await org.run();
    expect(mailOf(await org.explain(1), 'birthday')).toMatchObject({
      verdict: 'beyond_horizon',
      ideal_date: '2027-06-01',
      send_date: null,
      row: null,
      agrees: true,
    });
  });

  test('an event that the sender has taken is closed by its row', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { birth_date: '1955-03-10' })],
      email_schedules: [sentRow(7, 1, { status: 'failed' })],
    });
    expect(mailOf(await org.explain(1), 'birthday')).toMatchObject({
      kind: 'event',
      verdict: 'closed',
      date: '2027-02-24',
      row: { id: 7, status: 'failed' },
    });
  });

  test('an event whose last date is past is over', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1)],
      campaign_instances: [instance(1, 'rate_increase')],
      contact_campaigns: [target(1, 1, 1, '2027-02-20')],
    });
    expect(mailOf(await org.explain(1), 'campaign_rate_increase')).toMatchObject({
      verdict: 'over',
      last_date: '2027-02-20',
      send_date: null,
    });
  });

  test('what a contact has no event for is told with its reason', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { birth_date: '1955-02-30' })],
      campaign_instances: [
        instance(1, 'rate_increase', { active_end_date: '2027-02-01' }),
        instance(2, 'rate_increase', { active_start_date: null }),
        instance(3, 'rate_increase', { active_end_date: '03/31/2027' }),
      ],
      contact_campaigns: [
        target(1, 1, 1, '2027-02-20'),
        target(2, 1, 2, null),
        target(3, 1, 99, null),
        target(4, 1, 2, 'soon'),
        { ...target(5, 1, 2, '2027-05-01'), status: 'cancelled' },
        target(6, 1, 3, null),
      ],
    });
    const { no_events, contact } = await org.explain(1);
    const sentences = no_events.map(({ event, sentence }) => `${event}: ${sentence}`);
    expect(sentences).toEqual([
      'birthday: The contact has no birth date that can be read.',
      'effective_date: The contact has no effective date that can be read.',
      'aep: No configured AEP year is left.',
      'campaign: Target 1 of campaign "rate_increase-1", which ended on 2027-02-01.',
      'campaign: Target 2 of campaign "rate_increase-2", which has no trigger date, and neither has the target.',
      'campaign: Target 5 of campaign "rate_increase-2", which does not reach the contact, because the target is cancelled.',
      'campaign: Target 4 of campaign "rate_increase-2", which has a trigger date for the target that cannot be read, "soon".',
      'campaign: Target 6 of campaign instance 3, which cannot be read: active_end_date is "03/31/2027"; write a date YYYY-MM-DD, or null.',
      'campaign: Target 3 of campaign instance 99, which does not exist.',
    ]);
    expect(contact.issues.map(({ issue }) => issue)).toEqual([
      'invalid_birth_date',
      'campaign_trigger_missing',
      'campaign_trigger_invalid',
    ]);
  });

  test('a suppressed contact names its reasons', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { status: 'unsubscribed' })],
      suppressions: [{ email: 'P1@example.com', reason: 'complaint' }],
    });
    const explanation = await org.explain(1);
    expect(explanation.contact).toMatchObject({
      suppressed: true,
      suppressed_by: ['complaint', 'unsubscribed'],
      gets_transactional: false,
    });
    expect(mailOf(explanation, 'birthday')).toMatchObject({ skip_reason: 'suppressed', rule: '2.6 rule 2' });
  });

  test('an ineligible contact has no events, and a row of its own would be deleted', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)] });
    await org.run();
    org.execute("update contacts set email = 'nobody'");
    const explanation = await org.explain(1);
    expect(explanation.no_events).toEqual([
      {
        event: 'all',
        sentence: expect.stringContaining('not eligible ("nobody" is not an email address;') as string,
      },
    ]);
    expect(mailOf(explanation, 'birthday')).toMatchObject({
      kind: 'row',
      verdict: 'deleted',
      difference: { change: 'delete' },
    });
    expect(explanation.differences).toHaveLength(2);
  });
});

describe('exceptions', () => {
  test('a mail inside a window says that its campaign does not respect windows', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { zip_code: '10001', state: 'NY' })],
      campaign_instances: [instance(1, 'initial_blast', { active_start_date: '2027-04-01' })],
    });
    await org.run();
    const blast = mailOf(await org.explain(1), 'campaign_initial_blast');
    expect(blast).toMatchObject({ verdict: 'planned', date: '2027-04-01' });
    expect(blast.sentence).toContain(
      'The date is in the NY year-round exclusion; the campaign does not respect windows.',
    );
    org.execute("update email_schedules set status = 'sent' where email_type like 'campaign%'");
    expect(mailOf(await org.explain(1), 'campaign_initial_blast').sentence).toContain(
      'the campaign does not respect windows',
    );
  });

  test('a mail that went out on a date that is excluded by now says so', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { zip_code: '10001', state: 'NY', birth_date: '1955-03-10' })],
      email_schedules: [sentRow(7, 1)],
    });
    expect(mailOf(await org.explain(1), 'birthday').sentence).toContain(
      'The date is in the NY year-round exclusion; this is by the present data and rules',
    );
  });

  test('a transactional mail to an unsubscribed contact says why it goes', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { status: 'unsubscribed' })],
      campaign_instances: [instance(1, 'regulatory_notice')],
      contact_campaigns: [target(1, 1, 1, '2027-04-08')],
    });
    const explanation = await org.explain(1);
    expect(explanation.contact.gets_transactional).toBe(true);
    expect(mailOf(explanation, 'campaign_regulatory_notice')).toMatchObject({ verdict: 'planned' });
    expect(mailOf(explanation, 'campaign_regulatory_notice').sentence).toContain(
      'the campaign is transactional',
    );
    expect(mailOf(explanation, 'birthday')).toMatchObject({ skip_reason: 'suppressed' });
  });
});

describe('limits', () => {
  const rivals: Tables = {
    contacts: [contactRow(1)],
    campaign_instances: [instance(1, 'seasonal_promo'), instance(2, 'rate_increase')],
    contact_campaigns: [target(1, 1, 1, '2027-04-08'), target(2, 1, 2, '2027-04-15')],
  };

  test('a conflict names the winner and why it wins', async () => {
    using org = createOrganisation(rivals);
    await org.run();
    const loser = mailOf(await org.explain(1), 'campaign_seasonal_promo');
    expect(loser).toMatchObject({
      verdict: 'skipped',
      rule: '2.6 campaign conflict',
      winner: {
        email_type: 'campaign_rate_increase',
        campaign_instance_id: 2,
        campaign_name: 'rate_increase-2',
        row_id: null,
      },
      agrees: true,
    });
    expect(loser.sentence).toContain('campaign "rate_increase-2"');
    expect(loser.sentence).toContain('priority 1 goes before 5');
  });

  test('a conflict with a mail of the sender names its row', async () => {
    using org = createOrganisation(rivals);
    await org.run();
    org.execute(
      "update email_schedules set status = 'scheduled' where email_type = 'campaign_rate_increase'",
    );
    const explanation = await org.explain(1);
    const winner = mailOf(explanation, 'campaign_rate_increase');
    expect(mailOf(explanation, 'campaign_seasonal_promo').winner).toMatchObject({
      email_type: 'campaign_rate_increase',
      row_id: winner.row?.id,
    });
  });

  test('the frequency limit names the mails that used the allowance', async () => {
    using org = createOrganisation(rivals, {
      ...quiet,
      frequency: { max_emails_per_period: 1, period_days: 90 },
    });
    await org.run();
    const birthday = mailOf(await org.explain(1), 'birthday');
    expect(birthday).toMatchObject({
      skip_reason: 'frequency_limit',
      rule: '2.6 frequency limit',
      agrees: true,
    });
    expect(birthday.sentence).toContain('At most 1 mail'.toLowerCase());
    expect(birthday.sentence).toContain('campaign_rate_increase 2027-04-01');
  });
});

test('the mails that used the allowance are named by date, then row id, whichever way they are read', async () => {
  const sent = (id: number, type: string, eventDate: string, date: string) =>
    sentRow(id, 1, {
      email_type: type,
      event_date: eventDate,
      scheduled_send_date: date,
      actual_send_datetime: null,
    });
  using org = createOrganisation(
    {
      contacts: [contactRow(1, { birth_date: '1955-03-20' })],
      email_schedules: [
        sent(7, 'campaign_c', '2027-01-01', '2027-02-27'),
        sent(8, 'campaign_b', '2027-02-20', '2027-02-26'),
        sent(9, 'campaign_a', '2027-01-10', '2027-02-26'),
      ],
    },
    { ...quiet, frequency: { max_emails_per_period: 3, period_days: 30 } },
  );
  const { sentence } = mailOf(await org.explain(1), 'birthday');
  expect(sentence).toContain(
    'allowance used by campaign_b 2027-02-26, campaign_a 2027-02-26, campaign_c 2027-02-27',
  );
});

describe('balancing', () => {
  const crowded: Tables = { contacts: Array.from({ length: 10 }, (_, index) => contactRow(index + 1)) };
  const narrow: ConfigurationValues = {
    ...quiet,
    load_balancing: { daily_send_percentage_cap: 0.2, overage_threshold: 1 },
  };

  test('a capped mail names the day that was full, and how full it is', async () => {
    using org = createOrganisation(crowded, narrow);
    await org.run();
    const capped = [];
    for (const { id } of crowded['contacts'] as { id: number }[]) {
      const explanation = await org.explain(id);
      expect(explanation.agrees).toBe(true);
      const birthday = mailOf(explanation, 'birthday');
      if (birthday.adjustment === 'capped') capped.push(birthday);
    }
    expect(capped).toHaveLength(8);
    for (const birthday of capped) {
      expect(birthday).toMatchObject({
        verdict: 'moved',
        full_day: { date: '2027-06-01', mails: 2, cap: 2 },
      });
      expect(birthday.sentence).toContain('2027-06-01 was full (it holds 2 now, the cap is 2)');
    }
  });

  test('a mail that is placed again finds the full days full', async () => {
    using org = createOrganisation(
      { contacts: [...(crowded['contacts'] ?? []), contactRow(11, { birth_date: '1955-11-15' })] },
      narrow,
    );
    await org.run();
    org.execute("update contacts set birth_date = '1955-06-15' where id = 11");
    const birthday = mailOf(await org.explain(11), 'birthday');
    expect(birthday).toMatchObject({
      verdict: 'moved',
      adjustment: 'capped',
      rule: '2.6 daily cap',
      send_date: '2027-06-06',
      full_day: { date: '2027-06-01', mails: 2, cap: 2 },
    });
    expect(birthday.difference?.columns.map(({ column }) => column)).toContain('scheduled_send_date');

    await runOnce(org.database, asOf, narrow, { contacts: [11] });
    const [row] = readTable(org.database, 'email_schedules').filter((found) => found['contact_id'] === 11);
    expect(row).toMatchObject({ scheduled_send_date: '2027-06-06', adjustment: 'capped' });
    expect((await org.explain(11)).agrees).toBe(true);
  });

  test('a smoothed mail names the limit', async () => {
    const policies = Array.from({ length: 6 }, (_, index) =>
      contactRow(index + 1, { birth_date: null, effective_date: '2020-07-01' }),
    );
    using org = createOrganisation(
      { contacts: policies },
      {
        ...quiet,
        load_balancing: { daily_send_percentage_cap: 1, overage_threshold: 3, ed_daily_soft_limit: 3 },
      },
    );
    await org.run();
    const mails = [];
    for (const { id } of policies) mails.push(mailOf(await org.explain(id), 'effective_date'));
    const smoothed = mails.filter(({ adjustment }) => adjustment === 'smoothed');
    expect(smoothed.length).toBeGreaterThan(0);
    for (const mail of smoothed) {
      expect(mail.sentence).toContain('more effective-date mails than 1 share the ideal date');
    }
    const again = await explainAt(org.database, 1, asOf, quiet);
    expect(again.agrees).toBe(true);
  });

  test('a date that stays over its threshold is told', async () => {
    using org = createOrganisation(
      { contacts: [contactRow(1), contactRow(2)] },
      {
        ...quiet,
        load_balancing: { daily_send_percentage_cap: 0.5, overage_threshold: 1 },
      },
    );
    await org.run();
    org.execute("update email_schedules set scheduled_send_date = '2027-06-02', adjustment = 'capped'");
    const birthday = mailOf(await org.explain(1), 'birthday');
    expect(birthday.sentence).toContain('holds 2 mails, over its threshold of 1');
  });
});

describe('follow-ups', () => {
  const sent: Tables = {
    contacts: [contactRow(1, { birth_date: '1955-03-10' })],
    email_schedules: [sentRow(7, 1, { actual_send_datetime: '2027-02-28 15:00:00' })],
  };

  test('names the mail that it follows and the behaviour seen', async () => {
    using org = createOrganisation({
      ...sent,
      tracking_clicks: [{ id: 31, contact_id: 1, clicked_at: '2027-02-28 16:00:00' }],
    });
    await org.run();
    const followUp = mailOf(await org.explain(1), 'followup_2_clicked_no_hq');
    expect(followUp).toMatchObject({
      verdict: 'planned',
      send_date: '2027-03-02',
      parent_email_id: 7,
      behaviour: {
        initial_row_id: 7,
        initial_email_type: 'birthday',
        clicked: true,
        answered: false,
        decided_by: [31],
      },
      agrees: true,
    });
    expect(followUp.sentence).toContain('2 days after mail 7 (birthday) went out on 2027-02-28');
    expect(followUp.sentence).toContain('clicked (click 31)');
  });

  test('never tells a health answer', async () => {
    using org = createOrganisation({
      ...sent,
      contact_events: [
        {
          id: 5,
          contact_id: 1,
          event_type: 'eligibility_answered',
          metadata: '{"has_medical_conditions": true, "conditions": "diabetes"}',
          created_at: '2027-02-28 16:00:00',
        },
      ],
    });
    const explanation = await org.explain(1);
    expect(mailOf(explanation, 'followup_4_hq_with_yes').behaviour).toMatchObject({
      answered: true,
      decided_by: [5],
    });
    expect(JSON.stringify(explanation)).not.toMatch(/diabetes|medical/);
  });

  test.each([
    ['Followed up by mail 8 (followup_1_cold).', { status: 'sent' }],
    [
      'Its follow-up, row 8 of 2027-02-28, was withheld (exclusion_window).',
      { status: 'skipped', skip_reason: 'exclusion_window' },
    ],
  ])('a sent mail says what became of its follow-up: %s', async (sentence, values) => {
    const followUp = sentRow(8, 1, {
      email_type: 'followup_1_cold',
      parent_email_id: 7,
      scheduled_send_date: '2027-02-28',
      actual_send_datetime: null,
      ...values,
    });
    using org = createOrganisation({
      contacts: sent['contacts'] ?? [],
      email_schedules: [sentRow(7, 1), followUp],
    });
    expect(mailOf(await org.explain(1), 'birthday').sentence).toContain(sentence);
  });
});

describe('what is not as it was', () => {
  test('an edited contact would be planned differently, and the change is told', async () => {
    using org = createOrganisation({ contacts: [contactRow(1, { effective_date: '2020-05-01' })] });
    await org.run();
    org.execute("update contacts set birth_date = '1955-06-20' where id = 1");
    const explanation = await org.explain(1);
    expect(explanation.agrees).toBe(false);
    expect(explanation.differences).toEqual([
      'would change row 2 (birthday): event_date 2027-06-15 -> 2027-06-20, ideal_send_date 2027-06-01 -> 2027-06-06, scheduled_send_date 2027-06-01 -> 2027-06-06',
    ]);
    expect(mailOf(explanation, 'birthday')).toMatchObject({ agrees: false, send_date: '2027-06-06' });
    expect(mailOf(explanation, 'effective_date').agrees).toBe(true);
    expect(explanation.changes).toMatchObject([
      { kind: 'contact', columns: [{ column: 'birth_date', before: '1955-06-15', after: '1955-06-20' }] },
    ]);

    await org.run();
    const settled = await org.explain(1);
    expect(settled.agrees).toBe(true);
    expect(settled.changes.map(({ kind }) => kind).sort()).toEqual(['contact', 'row']);
  });

  test('a mail that nobody has sent would be marked as missed', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)] });
    await org.run();
    const explanation = await explainAt(org.database, 1, '2027-06-20T12:00:00Z', quiet);
    const missed = mailsOf(explanation).find(({ verdict }) => verdict === 'missed');
    expect(missed?.difference?.columns).toEqual([
      { column: 'status', before: 'pre-scheduled', after: 'skipped' },
      { column: 'skip_reason', before: null, after: 'missed' },
    ]);
  });

  test('a row beyond a shorter horizon stands', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)] });
    await org.run();
    const explanation = await explainAt(org.database, 1, asOf, { ...quiet, horizon_days: 20 });
    expect(
      mailsOf(explanation)
        .map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['beyond_horizon', 'outside']);
    expect(explanation.agrees).toBe(true);
  });

  test('of a contact that is gone the rows are told, and what becomes of them', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)], email_schedules: [sentRow(7, 1)] });
    await org.run();
    org.execute('delete from contacts');
    const explanation = await org.explain(1);
    expect(explanation.contact).toMatchObject({ exists: false, email: null });
    expect(explanation.no_events).toEqual([{ event: 'all', sentence: 'The contact was deleted.' }]);
    expect(mailsOf(explanation).map(({ verdict }) => verdict)).toEqual(['foreign', 'deleted']);
    expect(explanation.changes).toMatchObject([{ kind: 'contact', change: 'delete' }]);
    expect(explanation.changes[0]?.columns).toContainEqual({
      column: 'email',
      before: 'p1@example.com',
      after: null,
    });
  });

  test('a contact that never was is refused', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)] });
    await expect(org.explain(2)).rejects.toMatchObject({ code: 'NO_SUCH_CONTACT', exitCode: 2 });
  });

  test('a hold is told', async () => {
    using org = createOrganisation({ contacts: [contactRow(1)], holds: [{ reason: 'wrong template' }] });
    expect((await org.explain(1)).holds).toEqual(['wrong template']);
  });

  test('hostile data and malformed JSON are told as they are', async () => {
    const hostile = '\u0000\u001b[31m"\'\n';
    using org = createOrganisation({
      contacts: [contactRow(1, { email: `${hostile}@x`, state: hostile })],
      campaign_instances: [instance(1, 'rate_increase', { instance_name: hostile, metadata: '{' })],
      contact_campaigns: [target(1, 1, 1, hostile)],
      email_schedules: [
        sentRow(7, 1, {
          status: hostile,
          email_type: hostile,
          event_date: hostile,
          scheduled_send_date: hostile,
          ideal_send_date: null,
          metadata: '{',
        }),
      ],
    });
    const explanation = await org.explain(1);
    expect(explanation.contact.eligible).toBe(false);
    expect(mailsOf(explanation)).toMatchObject([{ verdict: 'foreign', row: { id: 7, status: hostile } }]);
  });
});

describe('what is read', () => {
  test('every count is answered from an index', () => {
    using org = createOrganisation({});
    using db = openDatabase(org.database, { mode: 'read-only' });
    const planOf = (sql: string): string =>
      db
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((row) => String(row['detail']))
        .join('; ');
    const date = "scheduled_send_date = '2027-03-01'";
    expect(planOf(`select count(*) from email_schedules where status = 'pre-scheduled' and ${date}`)).toMatch(
      /COVERING INDEX email_schedules_pre_scheduled/,
    );
    expect(
      planOf(
        `select count(*) from email_schedules where status not in ('pre-scheduled', 'skipped') and ${date}`,
      ),
    ).toMatch(/INDEX email_schedules_foreign \(scheduled_send_date=/);
  });
});
