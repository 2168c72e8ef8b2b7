import fc from 'fast-check';
import type { Day } from './calendar.ts';
import type { ContactRow } from './oracle-case.ts';
import { birthDateArbitrary, dateTextOf, effectiveDateArbitrary, type RawDate } from './random-dates.ts';

/** ZIPs of states with rules of every kind and of states with none. */
const zips: Record<string, string> = {
  '90210': 'CA',
  '75201': 'TX',
  '63101': 'MO',
  '89101': 'NV',
  '40201': 'KY',
  '83301': 'ID',
  '21201': 'MD',
  '10001': 'NY',
  '33101': 'FL',
  '66101-1234': 'KS',
  '00901': 'PR',
  '09012': 'AE',
};
/** Not in the ZIP table, but all ZIPs of the table that begin with these digits lie in one state. */
const newZips: Record<string, string> = { '85144': 'AZ', '75072': 'TX', '90299': 'CA', '75036-1234': 'TX' };
/** In a prefix of several states, in a prefix of none, and unreadable. */
const badZips = [
  null,
  '',
  ' ',
  '06399',
  '96999',
  '00000',
  '9021',
  'ABCDE',
  '902101',
  '90210-12',
  '90210 1234',
];
const untidyZips: Record<string, string> = { ' 90210': 'CA', '75201\t': 'TX', '\n63101-1234 ': 'MO' };
const stateByZip = { ...zips, ...newZips, ...untidyZips };

const nameByState: Record<string, string> = {
  CA: 'California',
  TX: 'texas',
  MO: 'MISSOURI',
  NV: ' Nevada',
  NY: 'New York',
  PR: 'Puerto Rico',
  FL: 'florida\t',
};
const unknownStates = ['XX', 'Calif', 'N.Y.', '90210', 'AE Armed', 'Texas.'];
const otherNames = [
  'Washington, DC',
  'D.C.',
  'US Virgin Islands',
  'nevada',
  'Washington',
  'District of Columbia',
];

const soundEmails = [
  "o'n@x.co.uk",
  'p@xn--p1ai.xn--p1ai',
  'a@müller.de',
  'a@例え.テスト',
  'a+b@x9.com',
  'A@1-2.museum',
];
const badEmails = [
  ...['nobody', 'a@b', 'a@b.c', 'a b@example.com', 'a@@example.com', 'a@example.c0m', 'a@b@c.com', '@x.com'],
  ...[
    '.a@x.com',
    'a.@x.com',
    'a..b@x.com',
    'josé@x.com',
    'a@x..com',
    'a@-x.com',
    'a@x-.com',
    'a@x.com\u00a0',
  ],
  ...['a\u200b@x.com', 'a@x.co-m', 'a@x.xn--', `${'a'.repeat(65)}@x.com`, `a@${'b'.repeat(64)}.com`],
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(7)}.com`,
];
const emailsAtTheLimit = [
  `${'a'.repeat(64)}@x.com`,
  `a@${'b'.repeat(63)}.com`,
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(4)}.com`,
];

export interface RawContact {
  /** An id below 1 is out of range. */
  isIdOutOfRange: boolean;
  zip: string | null;
  state:
    | 'of_zip'
    | 'of_zip_untidy'
    | 'of_zip_name'
    | 'absent'
    | 'empty'
    | 'another'
    | 'another_name'
    | 'unknown';
  oddState: number;
  email: 'sound' | 'capitals' | 'untidy' | 'shared' | 'absent' | 'empty' | 'blank' | 'odd' | 'bad';
  oddEmail: number;
  birthDate: RawDate;
  effectiveDate: RawDate;
  phone: string | null;
  status: string | null;
  /** An earlier contact, of whom this one is a copy but for one thing or none. */
  copy: { of: number; but: 'nothing' | 'letters' | 'birthDate' | 'effectiveDate' } | null;
}

export const statusArbitrary: fc.Arbitrary<string | null> = fc.oneof(
  { weight: 14, arbitrary: fc.constant('active') },
  { weight: 1, arbitrary: fc.constantFrom('unsubscribed', 'bounced', 'inactive', 'complained', 'deleted') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Unsubscribed', ' BOUNCED', 'Opt-Out', 'opt_out ', 'OPTOUT', 'Inactive'),
  },
  { weight: 1, arbitrary: fc.constantFrom('Active', ' active\t', '', '  ', null) },
  { weight: 1, arbitrary: fc.constantFrom('paused', 'Deceased', 'Do Not Contact', 'lead', 'LEAD ') },
);

export const contactArbitrary: fc.Arbitrary<RawContact> = fc.record({
  isIdOutOfRange: fc.oneof(
    { weight: 60, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  zip: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom<(string | null)[]>(...Object.keys(zips)) },
    { weight: 3, arbitrary: fc.constantFrom(...Object.keys(newZips)) },
    { weight: 2, arbitrary: fc.constantFrom(...Object.keys(untidyZips)) },
    { weight: 2, arbitrary: fc.constantFrom(...badZips) },
  ),
  state: mostly('of_zip', [
    ...(['of_zip_untidy', 'of_zip_name', 'absent', 'empty'] as const),
    ...(['another', 'another', 'another_name', 'unknown', 'unknown'] as const),
  ]),
  oddState: fc.nat({ max: 30 }),
  email: mostly('sound', [
    'capitals',
    'untidy',
    'shared',
    'shared',
    'absent',
    'empty',
    'blank',
    'odd',
    'bad',
    'bad',
  ]),
  oddEmail: fc.nat({ max: 1000 }),
  birthDate: birthDateArbitrary,
  effectiveDate: effectiveDateArbitrary,
  phone: fc.constantFrom(null, '', 'n/a', 'x 12', '12345 6', '555-0100', '(415) 555-0100'),
  status: statusArbitrary,
  copy: fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        of: fc.nat({ max: 2 }),
        but: fc.constantFrom('nothing', 'nothing', 'letters', 'birthDate', 'effectiveDate'),
      }),
    },
  ),
});

export const contactsArbitrary: fc.Arbitrary<RawContact[]> = fc.array(contactArbitrary, {
  minLength: 1,
  maxLength: 12,
  size: 'max',
});

function mostly<T>(usual: T, others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** Ids have gaps, so that an id that nobody has can be named. */
export function buildContacts(raw: RawContact[], today: Day): ContactRow[] {
  const contacts: ContactRow[] = [];
  raw.forEach((contact, index) => {
    const id = contact.isIdOutOfRange ? 0 - index : index * 2 + 1;
    const row = buildContact(contact, id, today);
    const original = contacts[(contact.copy?.of ?? 0) % Math.max(1, contacts.length)];
    contacts.push(
      contact.copy === null || original === undefined ? row : copyOf(original, row, contact.copy.but),
    );
  });
  return contacts;
}

export function buildContact(raw: RawContact, id: number, today: Day): ContactRow {
  return {
    id,
    first_name: `F${id}`,
    last_name: `L${id}`,
    email: emailOf(raw, id),
    zip_code: raw.zip,
    state: stateOf(raw),
    birth_date: dateTextOf(raw.birthDate, today),
    effective_date: dateTextOf(raw.effectiveDate, today),
    phone_number: raw.phone,
    status: raw.status,
  };
}

/** Somebody with the address and dates of somebody else, but for one of them. */
function copyOf(original: ContactRow, row: ContactRow, but: string): ContactRow {
  const email = but === 'letters' ? ` ${original.email?.toUpperCase() ?? ''}` : original.email;
  return {
    ...row,
    email,
    birth_date: but === 'birthDate' ? row.birth_date : original.birth_date,
    effective_date: but === 'effectiveDate' ? row.effective_date : original.effective_date,
  };
}

export function emailOf(raw: RawContact, id: number): string | null {
  const odd = [...soundEmails, ...emailsAtTheLimit];
  switch (raw.email) {
    case 'sound':
      return `p${id}@example.com`;
    case 'capitals':
      return `P${id}@Example.COM`;
    case 'untidy':
      return ` P${id}@example.com\t`;
    case 'shared':
      return 'couple@example.com';
    case 'absent':
      return null;
    case 'empty':
      return '';
    case 'blank':
      return ' \t';
    case 'odd':
      return odd[raw.oddEmail % odd.length] ?? null;
    case 'bad':
      return badEmails[raw.oddEmail % badEmails.length] ?? null;
  }
}

function stateOf(raw: RawContact): string | null {
  const state = stateByZip[raw.zip ?? ''] ?? '';
  switch (raw.state) {
    case 'of_zip':
      return state;
    case 'of_zip_untidy':
      return ` ${state.toLowerCase()} `;
    case 'of_zip_name':
      return nameByState[state] ?? state;
    case 'absent':
      return null;
    case 'empty':
      return '';
    case 'another':
      return state === 'CA' ? 'NY' : 'CA';
    case 'another_name':
      return otherNames[raw.oddState % otherNames.length] ?? null;
    case 'unknown':
      return unknownStates[raw.oddState % unknownStates.length] ?? null;
  }
}
