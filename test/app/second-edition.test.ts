import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/run/run-options.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import {
  createOrgDatabase,
  readTable,
  runOnce,
  type Tables,
  temporaryFolder,
} from '../support/run-fixture.ts';
import { contactRow, explainAt, quiet } from './explain-fixture.ts';

const asOf = '2027-03-01T12:00:00Z';

function createOrganisation(tables: Tables) {
  const folder = temporaryFolder();
  const database = join(folder.path, 'org.db');
  createOrgDatabase(database, tables);
  return {
    database,
    run: (values = {}, options: Partial<RunOptions> = {}) =>
      runOnce(database, asOf, { ...quiet, ...values }, options),
    explain: (contactId: number) => explainAt(database, contactId, asOf, quiet),
    execute: (sql: string): void => {
      using db = openDatabase(database, { mode: 'read-write' });
      db.exec(sql);
    },
    /** What becomes of each contact's mails: `1 pre-scheduled`, `2 suppressed duplicate`. */
    verdicts: () =>
      readTable(database, 'email_schedules')
        .map(({ contact_id, status, skip_reason, skip_detail }) =>
          status === 'skipped' ? `${contact_id} ${skip_reason} ${skip_detail}` : `${contact_id} ${status}`,
        )
        .sort(),
    issues: () =>
      readTable(database, 'contact_issues')
        .filter(({ resolved_run_id }) => resolved_run_id === null)
        .map(({ contact_id, issue }) => `${contact_id} ${issue}`),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

const ann = { email: 'ann@example.com' };

describe('duplicates (spec 2.2)', () => {
  /** 3 is 1 once more, 4 another person of the same address, 5 again 4; 2 and 6 are alone. */
  const contacts = [
    contactRow(1, ann),
    contactRow(2),
    contactRow(3, { email: ' ANN@example.com' }),
    contactRow(4, { ...ann, birth_date: '1960-01-20' }),
    contactRow(5, { email: 'Ann@Example.com', birth_date: '1960-01-20 00:00:00' }),
    contactRow(6),
    contactRow(7, { email: 'n/a' }),
    contactRow(8, { email: 'n/a' }),
  ];
  const expected = [
    '1 pre-scheduled',
    '2 pre-scheduled',
    '3 suppressed duplicate',
    '4 pre-scheduled',
    '5 suppressed duplicate',
    '6 pre-scheduled',
  ];

  test('finds duplicates in every kind of run alike', async () => {
    for (const options of [{}, { contacts: [1, 2, 3, 4, 5, 6] }, { threadsFrom: 1 }]) {
      using org = createOrganisation({ contacts });
      await org.run({}, options);
      expect(org.verdicts()).toEqual(expected);
      expect(org.issues().filter((issue) => issue.endsWith('duplicate_contact'))).toEqual([
        '3 duplicate_contact',
        '5 duplicate_contact',
      ]);
    }
  });

  test('are sent to where so configured; the issue stays', async () => {
    using org = createOrganisation({ contacts });
    await org.run({ on_duplicate: 'send' });
    expect(org.verdicts().every((verdict) => verdict.endsWith('pre-scheduled'))).toBe(true);
    expect(org.issues()).toContain('3 duplicate_contact');
  });

  test('are mailed again once the original is gone', async () => {
    using org = createOrganisation({ contacts });
    await org.run();
    org.execute('delete from contacts where id = 1');
    await org.run();
    expect(org.verdicts()).toContain('3 pre-scheduled');
    expect(org.issues()).not.toContain('3 duplicate_contact');
  });

  test('many are found, in the order of ids, by an index', async () => {
    const many = Array.from({ length: 120 }, (_, i) =>
      contactRow(i + 1, { email: `p${(i * 7) % 40}@x.com` }),
    );
    using org = createOrganisation({ contacts: many });
    const report = await org.run();
    expect(report.issues['duplicate_contact']).toBe(80);
    using db = openDatabase(org.database, { mode: 'read-only' });
    const [plan] = db
      .prepare(
        `explain query plan select id from contacts
         where trim(email, char(9, 10, 11, 12, 13, 32)) collate nocase = 'x'`,
      )
      .all();
    expect(String(plan?.['detail'])).toContain('contacts_address');
  });

  test('explain names the original', async () => {
    using org = createOrganisation({ contacts });
    await org.run();
    const { contact, agrees, timeline } = await org.explain(3);
    expect(contact).toMatchObject({ duplicate_of: 1, suppressed_by: ['duplicate'] });
    expect(agrees).toBe(true);
    expect(JSON.stringify(timeline)).toContain('the same email and dates as contact 1');
    expect((await org.explain(1)).contact).toMatchObject({ duplicate_of: null, suppressed: false });
  });
});

describe('an id that has come back (spec 2.2)', () => {
  const deleted = (id: number) => `delete from contacts where id = ${id}`;
  const inserted = (email: string, birth: string) =>
    `insert into contacts (id, email, zip_code, birth_date) values (1, '${email}', '75001', '${birth}')`;

  test('withholds the mail of an id that was another person’s until it is confirmed', async () => {
    for (const options of [{}, { contacts: [1] }, { threadsFrom: 1 }]) {
      using org = createOrganisation({ contacts: [contactRow(1), contactRow(2)] });
      org.execute(deleted(1));
      org.execute(inserted('new@example.com', '1970-01-20'));
      await org.run({}, options);
      expect(org.verdicts()).toContain('1 suppressed id_reused');
      expect(org.issues()).toContain('1 id_reused');
      const { contact, timeline } = await org.explain(1);
      expect(contact.suppressed_by).toEqual(['id_reused']);
      expect(JSON.stringify(timeline)).toContain('belonged to another person');
      org.execute(
        'insert into contact_confirmations (contact_id, change_id) select 1, max(id) from contact_changes',
      );
      await org.run({}, options);
      expect(org.verdicts()).toContain('1 pre-scheduled');
      expect(org.issues()).toEqual([]);
    }
  });

  test('is the same person’s if each who had it agrees with the one before in email or birth date', async () => {
    using org = createOrganisation({ contacts: [contactRow(1), contactRow(2)] });
    org.execute(deleted(1));
    org.execute(inserted('new@example.com', '1955-06-15'));
    org.execute(deleted(1));
    org.execute(inserted('new@example.com', '1970-01-20'));
    await org.run();
    expect(org.verdicts()).toContain('1 pre-scheduled');
    org.execute(deleted(1));
    org.execute(inserted('other@example.com', '1955-06-15'));
    await org.run();
    expect(org.verdicts()).toContain('1 suppressed id_reused');
  });

  test('an instance under the id of a deleted one cannot be read until it is confirmed', async () => {
    const instance = (name: string) =>
      `insert into campaign_instances (id, campaign_type, instance_name, email_template, active_start_date)
       values (1, 'initial_blast', '${name}', 't', '2027-04-01')`;
    using org = createOrganisation({ contacts: [contactRow(1, { birth_date: null })] });
    org.execute(`${instance('jan')}; delete from campaign_instances; ${instance('april')}`);
    const { warnings } = await org.run();
    expect(org.verdicts()).toEqual([]);
    expect(warnings.filter((text) => text.startsWith('INSTANCE_UNREADABLE'))).toHaveLength(1);
    org.execute("update deleted_campaign_instances set confirmed_at = '2027-03-01 00:00:00'");
    await org.run();
    expect(org.verdicts()).toEqual(['1 pre-scheduled']);
  });
});

describe('the state of a ZIP (spec 2.2)', () => {
  test('zip_states goes before the ZIP table', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { state: null }), contactRow(2, { zip_code: '00000', state: 'NY' })],
    });
    await org.run({ zip_states: { '75001': 'NY', '00000': 'TX' } });
    expect(org.verdicts()).toEqual(['1 exclusion_window NY year-round exclusion', '2 pre-scheduled']);
    expect(org.issues()).toEqual(['2 state_mismatch']);
  });
});

describe('a row of the sender without a date that can be read (spec 2.2)', () => {
  test.each(['03/10/2027', '1/1/27', '', 'soon'])('closes the events of its type: %j', async (text) => {
    using org = createOrganisation({
      contacts: [contactRow(1), contactRow(2)],
      email_schedules: [
        {
          contact_id: 1,
          email_type: 'birthday',
          event_date: text,
          ideal_send_date: text,
          scheduled_send_date: text,
          status: 'sent',
        },
      ],
    });
    await org.run();
    expect(org.verdicts()).toEqual(['1 sent', '2 pre-scheduled']);
  });

  test('is about its send date where that can be read', async () => {
    const row = {
      contact_id: 1,
      email_type: 'birthday',
      event_date: '06/15/2027',
      ideal_send_date: null,
      status: 'sent',
    };
    using org = createOrganisation({
      contacts: [contactRow(1), contactRow(2)],
      email_schedules: [
        { ...row, scheduled_send_date: '2026-06-01' },
        { ...row, contact_id: 2, scheduled_send_date: '2027-01-10' },
      ],
    });
    await org.run();
    expect(org.verdicts()).toEqual(['1 pre-scheduled', '1 sent', '2 sent']);
  });

  test('is found by an index', () => {
    using org = createOrganisation({});
    using db = openDatabase(org.database, { mode: 'read-only' });
    const [plan] = db
      .prepare(
        `explain query plan select * from email_schedules
         where event_date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' and event_date < '2026-01-01'`,
      )
      .all();
    expect(String(plan?.['detail'])).toContain('email_schedules_undated');
  });
});

describe('a campaign type whose numbers are none (spec 2.4)', () => {
  test('plans nothing, and is warned of', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { birth_date: null })],
      campaign_instances: [
        {
          id: 1,
          campaign_type: 'initial_blast',
          instance_name: 'a',
          email_template: 't',
          active_start_date: '2027-04-01',
        },
      ],
    });
    org.execute("update campaign_types set days_before_event = 'two' where name = 'initial_blast'");
    const { warnings } = await org.run();
    expect(org.verdicts()).toEqual([]);
    expect(warnings.filter((text) => text.startsWith('INSTANCE_UNREADABLE'))).toHaveLength(1);
  });
});

describe('a campaign type whose switch is none (spec 2.4)', () => {
  // After rails#17062: a loader leaves booleans as text, and text is a yes to many a program.
  test.each([
    ['active', "'f'"],
    ['target_all_contacts', "'no'"],
    ['transactional', '2'],
    ['respect_exclusion_windows', "'False'"],
    ['enable_followups', "x'00'"],
  ])('plans nothing, and is warned of: %s = %s', async (column, value) => {
    using org = createOrganisation({
      contacts: [contactRow(1, { birth_date: null })],
      campaign_instances: [
        { id: 1, campaign_type: 'initial_blast', instance_name: 'a', email_template: 't' },
        { id: 2, campaign_type: 'policy_update', instance_name: 'b', email_template: 't' },
      ].map((instance) => ({ ...instance, active_start_date: '2027-04-01' })),
    });
    org.execute(`update campaign_types set ${column} = ${value} where name = 'initial_blast'`);
    const { warnings } = await org.run();
    expect(readTable(org.database, 'email_schedules').map(({ email_type }) => email_type)).toEqual([
      'campaign_policy_update',
    ]);
    const [warning] = warnings.filter((text) => text.startsWith('INSTANCE_UNREADABLE: 1 '));
    expect(warning).toContain(`${column} of its type is`);
  });
});

describe('an old mail that went out lately (spec 2.6, 2.8)', () => {
  // A queue that stood still for long and was then let go on, as in creativecommons.org#524.
  const sentLate = (actual_send_datetime: string, values = {}) => ({
    contact_id: 1,
    email_type: 'birthday',
    event_date: '2023-03-10',
    ideal_send_date: '2023-02-24',
    scheduled_send_date: '2023-02-24',
    status: 'sent',
    actual_send_datetime,
    ...values,
  });

  test.each(['2027-02-27 15:00:00', '2027-02-27T09:00:00-06:00', '1803740400', ' 2027-02-27 15:00:00'])(
    'is followed up: %j',
    async (text) => {
      using org = createOrganisation({
        contacts: [contactRow(1, { birth_date: null }), contactRow(2, { birth_date: null })],
        email_schedules: [sentLate(text), sentLate('2023-02-24 15:00:00', { contact_id: 2 })],
      });
      await org.run();
      expect(org.verdicts()).toEqual(['1 pre-scheduled', '1 sent', '2 sent']);
      expect((await org.explain(1)).differences).toEqual([]);
    },
  );

  test('is not followed up twice, however old its follow-up', async () => {
    using org = createOrganisation({
      contacts: [contactRow(1, { birth_date: null })],
      email_schedules: [
        { ...sentLate('2027-02-27 15:00:00'), id: 1 },
        {
          ...sentLate('2023-02-27 15:00:00'),
          id: 2,
          email_type: 'followup_1_cold',
          scheduled_send_date: '2023-02-27',
          parent_email_id: 1,
        },
      ],
    });
    await org.run();
    expect(org.verdicts()).toEqual(['1 sent', '1 sent']);
  });

  test('counts for the frequency limit on the day it went out', async () => {
    const years = ['2021', '2022', '2023'];
    using org = createOrganisation({
      contacts: [contactRow(1, { birth_date: '1955-03-25' })],
      email_schedules: years.map((year, i) =>
        sentLate(`2027-02-2${i + 6} 15:00:00`, {
          event_date: `${year}-03-10`,
          scheduled_send_date: `${year}-02-24`,
          email_type: 'birthday',
        }),
      ),
    });
    await org.run({ frequency: { max_emails_per_period: 3, period_days: 30 } });
    const planned = readTable(org.database, 'email_schedules').filter(({ status }) => status !== 'sent');
    expect(planned).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ email_type: 'birthday', skip_reason: 'frequency_limit' }),
      ]),
    );
  });

  test('is found by an index, which holds no mail that went out in time', () => {
    using org = createOrganisation({
      email_schedules: [
        sentLate('2023-03-31 15:00:00'),
        sentLate('1679875200', { event_date: '2023-03-11' }),
        sentLate('2027-02-27 15:00:00', { event_date: '2023-03-12' }),
        { ...sentLate('', { event_date: '2023-03-13' }) },
      ],
    });
    using db = openDatabase(org.database, { mode: 'read-only' });
    const { sql } = db
      .prepare("select sql from sqlite_schema where name = 'email_schedules_sent_late'")
      .get() as { sql: string };
    const condition = sql.slice(sql.indexOf('where'));
    const query = `select event_date from email_schedules ${condition} and event_date < '2026-01-01'`;
    expect(db.prepare(query).all()).toEqual([{ event_date: '2023-03-12' }]);
    expect(String(db.prepare(`explain query plan ${query}`).get()?.['detail'])).toContain(
      'email_schedules_sent_late',
    );
  });
});

test('rows that are stuck are so in whatever letters (spec 2.2)', async () => {
  const stuck = {
    contact_id: 1,
    email_type: 'birthday',
    scheduled_send_date: '2027-02-01',
    ideal_send_date: '2027-02-01',
  };
  using org = createOrganisation({
    contacts: [contactRow(1)],
    email_schedules: ['processing', 'Processing', 'PROCESSING', 'sent'].map((status, i) => ({
      ...stuck,
      id: i + 1,
      status,
      event_date: `2027-02-0${i + 1}`,
    })),
  });
  expect((await org.run()).stuck).toEqual([1, 2, 3]);
});

test('of two rows of one event, one of them with a time, the one that the database lets be written carries the mail (spec 2.5)', async () => {
  const row = {
    contact_id: 1,
    email_type: 'post_window',
    ideal_send_date: '2027-03-02',
    scheduled_send_date: '2026-12-31',
    status: 'pre-scheduled',
  };
  using org = createOrganisation({
    contacts: [
      contactRow(1, { zip_code: '40201', state: 'KY', birth_date: '1935-12-31', effective_date: null }),
    ],
    email_schedules: [
      { ...row, id: 1, event_date: '2027-03-02 00:00:00' },
      { ...row, id: 2, event_date: '2027-03-02' },
    ],
    suppressions: [{ email: contactRow(1).email, reason: 'unsubscribed' }],
  });
  const settings = { ...quiet, timezone: 'America/Los_Angeles', horizon_days: 0 };
  const report = await runOnce(org.database, '2026-12-31T08:00:00Z', settings);
  expect(report.warnings.filter((warning) => warning.startsWith('OVERTAKEN'))).toEqual([]);
  expect(readTable(org.database, 'email_schedules')).toMatchObject([
    { id: 1, status: 'pre-scheduled', event_date: '2027-03-02 00:00:00' },
    { id: 2, status: 'skipped', skip_reason: 'suppressed', event_date: '2027-03-02' },
  ]);
});
