import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OddValues } from '../../src/plan/odd-values.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { createOrgDatabase, runOnce, type Tables, temporaryFolder } from '../support/run-fixture.ts';
import { contactRow, quiet } from './explain-fixture.ts';

/** The warnings of a run that are about odd values: code and count. */
async function warningsOf(tables: Tables, options: { threadsFrom?: number } = {}): Promise<string[]> {
  using folder = temporaryFolder();
  const database = join(folder.path, 'org.db');
  createOrgDatabase(database, { contacts: [contactRow(1), contactRow(2)], ...tables });
  const { warnings } = await runOnce(database, '2027-03-01T12:00:00Z', quiet, options);
  return warnings.filter((text) => !text.startsWith('AEP_'));
}

const row = (id: number, values: Readonly<Record<string, string | number | null>> = {}) => ({
  id,
  contact_id: 1 + (id % 2),
  email_type: 'birthday',
  event_date: '2027-03-10',
  ideal_send_date: '2027-02-24',
  scheduled_send_date: '2027-02-24',
  status: 'sent',
  campaign_instance_id: id,
  ...values,
});

const codes = (warnings: readonly string[]): string[] =>
  warnings.map((text) => /^[A-Z_]+: \d+/.exec(text)?.[0] ?? text);

test('counts what is odd, each kind with an example', async () => {
  const tables = {
    email_schedules: [
      row(1),
      row(2, { status: 'open', actual_send_datetime: 'soon' }),
      row(3, { status: 'Skipped' }),
      row(4, { status: 'Sent', actual_send_datetime: '2027-02-24' }),
      row(5, { event_date: '03/10/2027', actual_send_datetime: '' }),
      row(6, { event_date: 'x', scheduled_send_date: 'y', status: 'failed' }),
    ],
    tracking_clicks: [
      { contact_id: 1, clicked_at: 'just now' },
      { contact_id: 1, clicked_at: '1803900000' },
    ],
    contact_events: [{ contact_id: 1, event_type: 'eligibility_answered', created_at: 'later' }],
  };
  for (const options of [{}, { threadsFrom: 1 }]) {
    const warnings = await warningsOf(tables, options);
    expect(codes(warnings)).toEqual([
      'DATE_TIME_UNREADABLE: 3',
      'EVENT_DATE_UNREADABLE: 2',
      'ROW_STATUS_UNKNOWN: 2',
    ]);
    expect(warnings[2]).toMatch(/row [23]: "(open|Skipped)"/);
  }
});

test('has nothing to say about what is as it should be', async () => {
  expect(
    await warningsOf({ email_schedules: [row(1, { actual_send_datetime: '2027-02-24 15:00:00' })] }),
  ).toEqual([]);
});

test('names instances that cannot be read', async () => {
  const instance = (id: number, values: object = {}) => ({
    id,
    campaign_type: 'rate_increase',
    instance_name: `n${id}`,
    metadata: '{',
    ...values,
  });
  const campaign_instances = [
    instance(1),
    instance(2, { metadata: null, active_end_date: '03/31/2027' }),
    instance(3, { metadata: null, campaign_type: 'gone' }),
    instance(4, { metadata: null }),
  ];
  const [warning, ...others] = await warningsOf({ campaign_instances });
  expect(others).toEqual([]);
  expect(warning).toMatch(/^INSTANCE_UNREADABLE: 3 .*rate_increase\/n1 .*rate_increase\/n2 .*gone\/n3 /);
  const many = await warningsOf({
    campaign_instances: Array.from({ length: 25 }, (_, i) => instance(i + 1)),
  });
  expect(many[0]).toContain('; and 5 more');
});

test('counts suppressions without an address', async () => {
  const suppressions = [
    { email: 'Ann <p1@example.com>' },
    { email: 'p2@example.com' },
    { email: 'see the other list' },
  ];
  const [warning, ...others] = await warningsOf({ suppressions });
  expect(others).toEqual([]);
  expect(warning).toMatch(/^SUPPRESSION_WITHOUT_ADDRESS: 1 .*see the other list/);
});

// A loader that replaces rows by their unique columns gives them new ids, as in sqlite-chronicle#7.
test('tells of an instance that came back under another id after it had mailed', async () => {
  using folder = temporaryFolder();
  const database = join(folder.path, 'org.db');
  createOrgDatabase(database, {
    contacts: [contactRow(1)],
    email_schedules: [row(1, { contact_id: 1, email_type: 'campaign_initial_blast' })],
  });
  const load = (name: string, verb = 'insert or replace') => {
    using db = openDatabase(database, { mode: 'read-write' });
    db.exec(`${verb} into campaign_instances (campaign_type, instance_name, email_template, active_start_date)
      values ('initial_blast', '${name}', 't', '2027-02-20')`);
  };
  const warnings = async () =>
    (await runOnce(database, '2027-03-01T12:00:00Z', quiet)).warnings.filter((text) =>
      text.startsWith('INSTANCE_CAME_BACK'),
    );
  load('a');
  expect(await warnings()).toEqual([]);
  load('a');
  expect(await warnings()).toEqual([expect.stringMatching(/: 1 live .*initial_blast\/a: instance 1, now 2/)]);
  load('b');
  expect(await warnings()).toHaveLength(1);
  {
    using db = openDatabase(database, { mode: 'read-write' });
    db.exec("update campaign_instances set active_end_date = '2027-02-25' where id = 2");
  }
  expect(await warnings()).toEqual([]);
});

// As lists are put together from many sources, after disposable-email-domains#47: none is the address of a contact.
test.each([
  'mailto:p1@example.com',
  '"p1@example.com"',
  "'p1@example.com'",
  'p1@example.com.',
  'p1@example.com\u00a0',
  '\ufeffp1@example.com',
  'p1@\u200bexample.com',
  'p1@example.com\0',
  'p1@example.com\\n',
  'p1@localhost',
  'p1@@example.com',
  '*@example.com',
])('tells of an entry that suppresses nobody: %j', async (email) => {
  const [warning] = await warningsOf({ suppressions: [{ email }, { email: "o'p2@example.com" }] });
  expect(warning).toMatch(/^SUPPRESSION_WITHOUT_ADDRESS: 1 /);
});

test.each([
  "o'neil@example.com",
  'p+1@xn--bcher-kva.example',
  'p1@bücher.example',
  'a--b@x-y.museum',
  'p@1x.co',
])('has nothing to say about an entry that is an address: %j', async (email) => {
  expect(await warningsOf({ suppressions: [{ email }], contacts: [contactRow(1)] })).toEqual([]);
});

test('counts notices that a suppression stops', async () => {
  const tables = {
    contacts: [
      contactRow(1, { status: 'bounced' }),
      contactRow(2, { status: 'unsubscribed' }),
      contactRow(3, { email: 'p2@example.com', status: 'inactive' }),
    ],
    campaign_instances: [
      {
        id: 1,
        campaign_type: 'regulatory_notice',
        instance_name: 'n',
        email_template: 't',
        active_start_date: '2027-04-01',
      },
    ],
    contact_campaigns: [1, 2, 3].map((id) => ({ contact_id: id, campaign_instance_id: 1 })),
  };
  expect(codes(await warningsOf(tables))).toEqual(['NOTICES_SUPPRESSED: 2']);
});

test('keeps one example however many there are, that of the lowest contact', () => {
  const upper = new OddValues();
  upper.add('ROW_STATUS_UNKNOWN', () => 'third');
  const lower = new OddValues();
  for (const example of ['first', 'second']) lower.add('ROW_STATUS_UNKNOWN', () => example);
  lower.add('DATE_TIME_UNREADABLE', () => 'a');
  upper.merge(lower.counts);
  expect(upper.counts).toEqual({
    ROW_STATUS_UNKNOWN: { count: 3, example: 'first' },
    DATE_TIME_UNREADABLE: { count: 1, example: 'a' },
  });
});
