import { describe, expect, test } from 'vitest';
import { readInstant } from './calendar.ts';
import { planByOracle, planPhases } from './oracle.ts';
import type { ContactRow, OracleCase, OracleTables } from './oracle-case.ts';

/** Rules of the second edition that no conformance case needs, checked by hand (spec 2.2 and 2.4). */

const contact: ContactRow = {
  id: 7,
  email: 'ann@example.com',
  zip_code: '75201',
  state: 'TX',
  birth_date: '1960-04-01',
  effective_date: null,
  phone_number: null,
  status: 'active',
};

function caseOf(
  contacts: Partial<ContactRow>[],
  tables: Partial<OracleTables> = {},
  config: object = {},
): OracleCase {
  return {
    as_of: '2027-03-01T12:00:00+00:00',
    config: { size_profile: 'none', load_balancing: { daily_send_percentage_cap: 1 }, ...config },
    tables: {
      contacts: contacts.map((changes) => ({ ...contact, ...changes })),
      campaign_types: [],
      campaign_instances: [],
      contact_campaigns: [],
      tracking_clicks: [],
      contact_events: [],
      suppressions: [],
      email_schedules: [],
      ...tables,
    },
  };
}

const issuesOf = (organisation: OracleCase): string[] =>
  planByOracle(organisation).contact_issues.map(([, issue]) => issue);
const reasonsOf = (organisation: OracleCase): string[] =>
  planPhases(organisation).limited[0]?.contact.suppressionReasons ?? ['no mail'];

describe('addresses', () => {
  const label = (length: number): string => 'b'.repeat(length);
  test.each([
    ...[
      "o'n@x.co.uk",
      'p@xn--p1ai.XN--p1ai',
      'a@müller.de',
      'a@例え.テスト',
      ' a@1-2.museum\t',
      '{a}~@x.com',
    ],
    ...[
      `${label(64)}@x.com`,
      `a@${label(63)}.com`,
      `a@${label(63)}.${label(63)}.${label(63)}.${label(57)}.co`,
    ],
  ])('%s is valid', (email) => expect(issuesOf(caseOf([{ email }]))).toEqual([]));

  test.each([
    ...[
      'a@b',
      'a@b.c',
      '.a@x.com',
      'a.@x.com',
      'a..b@x.com',
      'josé@x.com',
      'a@x..com',
      'a@-x.com',
      'a@x-.com',
    ],
    ...[
      'a@@x.com',
      'a b@x.com',
      'a@x.c0m',
      'a@x.co-m',
      'a@x.xn--',
      'a@x.com\u00a0',
      '@x.com',
      `${label(65)}@x.com`,
    ],
    ...[`a@${label(64)}.com`, `a@${label(63)}.${label(63)}.${label(63)}.${label(58)}.co`],
  ])('%s is not', (email) => expect(issuesOf(caseOf([{ email }]))).toEqual(['invalid_email']));
});

test.each([
  ['85144', 'AZ', {}, ['zip_by_prefix']],
  ['85144', 'NV', { '85144': 'NV' }, []],
  [' 75201-1234\n', ' texas', {}, []],
  ['06399', 'CT', {}, ['unknown_zip']],
  ['96999', 'GU', {}, ['unknown_zip']],
  ['75201', 'Washington, DC', {}, ['state_mismatch']],
  ['75201', 'Texas.', {}, ['unknown_state']],
])('the ZIP %j beside the state %j, with zip_states %j, gives %j', (zip_code, state, zip_states, issues) => {
  expect(issuesOf(caseOf([{ zip_code, state }], {}, { zip_states }))).toEqual(issues);
});

test.each([
  ['1900-01-01', null, ['implausible_birth_date']],
  ['1907-03-01', null, []],
  ['1907-02-28', null, ['implausible_birth_date']],
  ['2027-03-02', null, ['future_birth_date']],
  ['1951-02-29', '1951-02-28', []],
  ['1951-02-29', '1951-02-27', ['implausible_effective_date']],
  ['', '1900-01-01', ['implausible_effective_date']],
])('the birth date %j and the effective date %j give %j', (birth_date, effective_date, issues) => {
  expect(issuesOf(caseOf([{ birth_date, effective_date }]))).toEqual(issues);
});

test.each([
  ['2027-03-01 05:00:00', '2027-03-01T05:00:00.000Z'],
  ['2027-02-28T23:59:00-05:00', '2027-03-01T04:59:00.000Z'],
  ['2027-03-01T10:30:00+0530', '2027-03-01T05:00:00.000Z'],
  ['1803751200', '2027-02-27T18:00:00.000Z'],
  ['2027-02-30 05:00:00', undefined],
  ['2027-03-01 24:00:00', undefined],
  ['12345678', undefined],
  ['just now', undefined],
])('the date-time %j is %j', (text, instant) => expect(readInstant(text)?.toISOString()).toBe(instant));

test.each([
  ['Ann <ANN@example.com> ', 'Opt-Out ', 'active', ['unsubscribed']],
  ['\tann@EXAMPLE.com', null, ' Bounced', ['', 'bounced']],
  ['bob@example.com', 'complained', 'OPTED_OUT', ['unsubscribed']],
  ['nobody', null, 'Deceased', ['unknown_status']],
  ['nobody', null, ' ', []],
])('the entry %j (%j) and the status %j suppress for %j', (email, reason, status, reasons) => {
  expect(reasonsOf(caseOf([{ status }], { suppressions: [{ email, reason }] }))).toEqual(reasons);
});

test.each([
  ['active', [[9, 'duplicate_contact']]],
  ['bounced', [[9, 'duplicate_contact']]],
  [' Inactive', []],
  ['deleted', []],
])('a contact with the address and dates of one that is %j gives %j', (status, issues) => {
  const found = planByOracle(caseOf([{ status }, { id: 9, email: ' ANN@example.com' }])).contact_issues;
  expect(found).toEqual(issues);
});

test.each([
  ['other@example.com', '1950-01-01', 0, ['id_reused']],
  ['other@example.com', '1950-01-01', 4, ['id_reused']],
  ['other@example.com', '1950-01-01', 5, []],
  ['ANN@example.com ', '1950-01-01', 0, []],
  ['other@example.com', '1960-04-01 00:00:00', 0, []],
  ['', '1950-01-01', 0, []],
  ['other@example.com', 'unknown', 0, []],
])(
  'an id that belonged to %j, born %j, confirmed up to %j, gives %j',
  (email, birth_date, change_id, issues) => {
    const deletion = { id: 5, contact_id: 7, field: 'contact', new_value: null };
    const organisation = caseOf([{}], {
      contact_changes: [{ ...deletion, old_value: JSON.stringify({ email, birth_date }) }],
      contact_confirmations: [{ contact_id: 7, change_id }],
    });
    expect(issuesOf(organisation)).toEqual(issues);
    expect(reasonsOf(organisation)).toEqual(issues);
  },
);

describe('a campaign instance', () => {
  const type = { name: 'blast', respect_exclusion_windows: 0, enable_followups: 0, days_before_event: 0 };
  const mailsWith = (instance: object, tables: Partial<OracleTables> = {}): number => {
    const campaign_types = [{ ...type, target_all_contacts: 1, priority: 10, active: 1, transactional: 0 }];
    const template = { email_template: 'blast', sms_template: null, metadata: null };
    const dates = { active_start_date: '2027-03-10', active_end_date: null };
    const row = {
      id: 3,
      campaign_type: 'blast',
      instance_name: 'spring',
      ...template,
      ...dates,
      ...instance,
    };
    const planned = planByOracle(
      caseOf([{}], { campaign_types, campaign_instances: [row], ...tables }, { horizon_days: 400 }),
    );
    return planned.email_schedules.filter(({ email_type }) => email_type === 'campaign_blast').length;
  };

  test.each([
    { metadata: null },
    { metadata: '{"priority": "4", "days_before_event": -365, "enable_followups": 1, "trigger_date": null}' },
    { active_end_date: '' },
  ])('%j can be read', (instance) => expect(mailsWith(instance)).toBe(1));

  test.each([
    { metadata: '{"priority": ' },
    { metadata: '{"priority": 1001}' },
    { metadata: '{"days_before_event": 366}' },
    { metadata: '{"respect_exclusion_windows": "yes"}' },
    { metadata: '{"trigger_date": "03/31/2027"}' },
    { metadata: '{"followup_email_template": 7}' },
    { active_end_date: '03/31/2027' },
    { campaign_type: 'no_such_type' },
  ])('%j cannot', (instance) => expect(mailsWith(instance)).toBe(0));

  test.each([
    [{ campaign_type: 'blast', instance_name: 'spring', confirmed_at: null }, 1],
    [{ campaign_type: 'blast', instance_name: 'autumn', confirmed_at: null }, 0],
    [{ campaign_type: 'blast', instance_name: 'autumn', confirmed_at: '2027-02-01 00:00:00' }, 1],
  ])('whose id belonged to %j has %j mails', (deleted, mails) => {
    expect(mailsWith({}, { deleted_campaign_instances: [{ id: 1, instance_id: 3, ...deleted }] })).toBe(
      mails,
    );
  });
});
