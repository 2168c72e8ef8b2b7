import fc from 'fast-check';
import { anniversary, type Day, dayOf, formatDay, partsOf } from './calendar.ts';
import type { ContactRow, SuppressionRow } from './oracle-case.ts';

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
const badZips = [null, '', '9021', 'ABCDE', '00000', '902101', '90210-12', '90210 1234'];

/** A date of a contact, relative to the day of the run where it matters. */
export type RawDate =
  | { kind: 'anniversary'; offset: number; year: number }
  | { kind: 'first_of_month'; offset: number; year: number }
  | { kind: 'years_ago'; offset: number; years: number }
  | { kind: 'text'; text: string | null };

const nearOffset = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(-1, 0, 1, 14, 30) },
  { weight: 2, arbitrary: fc.integer({ min: -35, max: 45 }) },
  { weight: 1, arbitrary: fc.integer({ min: -200, max: 400 }) },
);
const badDates = ['1950-13-01', '1950-04-31', 'not a date', '03/15/1950', '1950-3-15', '19500315'];
const oddDates = [
  '1948-02-29',
  '1952-02-29',
  '1951-02-29',
  '1949-12-31',
  '1950-01-01',
  '1950-03-15 00:00:00',
];

const birthDateArbitrary: fc.Arbitrary<RawDate> = fc.oneof(
  { weight: 6, arbitrary: anniversaryWith('anniversary', fc.integer({ min: 1935, max: 1968 })) },
  { weight: 2, arbitrary: textFrom(oddDates) },
  { weight: 2, arbitrary: yearsAgo(76, { min: -3, max: 120 }) },
  { weight: 1, arbitrary: yearsAgo(0, { min: -1, max: 1 }) },
  { weight: 1, arbitrary: textFrom([null, '', '2190-01-01', ...badDates]) },
);

const effectiveDateArbitrary: fc.Arbitrary<RawDate> = fc.oneof(
  { weight: 3, arbitrary: anniversaryWith('anniversary', fc.integer({ min: 2014, max: 2029 })) },
  { weight: 3, arbitrary: anniversaryWith('first_of_month', fc.integer({ min: 2014, max: 2027 })) },
  { weight: 1, arbitrary: textFrom(['2020-02-29', '2019-02-29', '2021-12-31', '2022-01-01T00:00:00Z']) },
  { weight: 1, arbitrary: textFrom([null, '', ...badDates]) },
);

function anniversaryWith(
  kind: 'anniversary' | 'first_of_month',
  year: fc.Arbitrary<number>,
): fc.Arbitrary<RawDate> {
  return fc.record({ kind: fc.constant(kind), offset: nearOffset, year });
}

function yearsAgo(years: number, offset: { min: number; max: number }): fc.Arbitrary<RawDate> {
  return fc.record({
    kind: fc.constant('years_ago' as const),
    offset: fc.integer(offset),
    years: fc.constant(years),
  });
}

function textFrom(texts: (string | null)[]): fc.Arbitrary<RawDate> {
  return fc.record({ kind: fc.constant('text' as const), text: fc.constantFrom(...texts) });
}

export interface RawContact {
  zip: string | null;
  state: 'of_zip' | 'of_zip_untidy' | 'absent' | 'empty' | 'another';
  email: 'sound' | 'capitals' | 'shared' | 'absent' | 'empty' | 'bad';
  badEmail: string;
  birthDate: RawDate;
  effectiveDate: RawDate;
  phone: string | null;
  status: string | null;
  suppression: { reason: string | null; inCapitals: boolean } | null;
}

export const contactArbitrary: fc.Arbitrary<RawContact> = fc.record({
  zip: fc.oneof(
    { weight: 15, arbitrary: fc.constantFrom<(string | null)[]>(...Object.keys(zips)) },
    { weight: 1, arbitrary: fc.constantFrom(...badZips) },
  ),
  state: mostly('of_zip', ['of_zip_untidy', 'absent', 'empty', 'another']),
  email: mostly('sound', ['capitals', 'shared', 'absent', 'empty', 'bad']),
  badEmail: fc.constantFrom(
    'nobody',
    'a@b',
    'a@b.c',
    'a b@example.com',
    'a@@example.com',
    'a@example.c0m',
    'a@b@c.com',
  ),
  birthDate: birthDateArbitrary,
  effectiveDate: effectiveDateArbitrary,
  phone: fc.constantFrom(null, '', '555-0100'),
  status: mostly('active', ['unsubscribed', 'bounced', 'inactive', 'paused', null]),
  suppression: fc.oneof(
    { weight: 12, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.record({
        reason: fc.constantFrom('unsubscribed', 'unsubscribed', 'complained', null),
        inCapitals: fc.boolean(),
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
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** Ids have gaps, so that an id that nobody has can be named. */
export function buildContacts(raw: RawContact[], today: Day): ContactRow[] {
  return raw.map((contact, index) => buildContact(contact, index * 2 + 1, today));
}

function buildContact(raw: RawContact, id: number, today: Day): ContactRow {
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

export function buildSuppressions(raw: RawContact[], contacts: ContactRow[]): SuppressionRow[] {
  const reasons = new Map<string, string | null>();
  contacts.forEach((contact, index) => {
    const suppression = raw[index]?.suppression ?? null;
    if (suppression === null || !contact.email) return;
    const email = suppression.inCapitals ? contact.email.toUpperCase() : contact.email.toLowerCase();
    reasons.set(email, suppression.reason);
  });
  return [...reasons].map(([email, reason]) => ({ email, reason }));
}

export function emailOf(raw: RawContact, id: number): string | null {
  switch (raw.email) {
    case 'sound':
      return `p${id}@example.com`;
    case 'capitals':
      return `P${id}@Example.COM`;
    case 'shared':
      return 'couple@example.com';
    case 'absent':
      return null;
    case 'empty':
      return '';
    case 'bad':
      return raw.badEmail;
  }
}

function stateOf(raw: RawContact): string | null {
  const state = zips[raw.zip ?? ''] ?? '';
  switch (raw.state) {
    case 'of_zip':
      return state;
    case 'of_zip_untidy':
      return ` ${state.toLowerCase()} `;
    case 'absent':
      return null;
    case 'empty':
      return '';
    case 'another':
      return state === 'CA' ? 'NY' : 'CA';
  }
}

export function dateTextOf(raw: RawDate, today: Day): string | null {
  if (raw.kind === 'text') return raw.text;
  const day = today + raw.offset;
  const { year, month, dayOfMonth } = partsOf(day);
  if (raw.kind === 'years_ago') return formatDay(anniversary(day, year - raw.years));
  const inYear =
    raw.kind === 'first_of_month' ? dayOf(raw.year, month, 1) : dayOf(raw.year, month, dayOfMonth);
  return formatDay(inYear ?? anniversary(day, raw.year));
}
