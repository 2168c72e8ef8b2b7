import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays } from '../domain/calendar/epoch-day.ts';
import type { GeneratedContact } from '../store/organisation-writer.ts';
import type { GenerationContext } from './generation-context.ts';
import type { Random } from './random.ts';

/**
 * Every way in which a contact's data can be bad or odd (spec 2.2). The first eight are the issues of the same name;
 * the others are readable, or a date that is simply absent.
 */
export const contactFlaws = [
  'missing_email',
  'invalid_email',
  'missing_zip',
  'invalid_zip',
  'unknown_zip',
  'invalid_birth_date',
  'future_birth_date',
  'invalid_effective_date',
  'missing_birth_date',
  'missing_effective_date',
  'missing_dates',
  'common_year_leap_day',
  'date_time_birth_date',
  'date_time_effective_date',
] as const;

export type ContactFlaw = (typeof contactFlaws)[number];

const impossibleDates = [
  '1950-02-30',
  '1948-13-01',
  '0000-00-00',
  '1951-06-31',
  '02/29/1948',
  'unknown',
  '1947',
];

const spoilEmails: readonly ((email: string) => string)[] = [
  (email) => email.replace('@', ''),
  (email) => email.replace('@', '@@'),
  (email) => email.replace('.', ' '),
  (email) => email.replace(/@.*/, '@localhost'),
  (email) => email.replace(/\.[a-z]+$/, '.c'),
];

const invalidZips = ['1234', '123456', 'ABCDE', '12345-67', '1234O', '90210 CA'];

/** Well-formed, but in no ZIP table. */
const unknownZips = ['00000', '99999', '00001', '99998-0001'];

/** What a flaw changes in a sound contact. */
type Spoil = (
  contact: GeneratedContact,
  random: Random,
  context: GenerationContext,
) => Partial<GeneratedContact>;

const spoils: Readonly<Record<ContactFlaw, Spoil>> = {
  missing_email: (_, random) => ({ email: random.pick([null, '']) }),
  invalid_email: ({ email }, random) => ({ email: random.pick(spoilEmails)(email ?? '') }),
  missing_zip: (_, random) => ({ zipCode: random.pick([null, '']) }),
  invalid_zip: (_, random) => ({ zipCode: random.pick(invalidZips) }),
  unknown_zip: (_, random) => ({ zipCode: random.pick(unknownZips) }),
  invalid_birth_date: (_, random) => ({ birthDate: random.pick(impossibleDates) }),
  future_birth_date: (_, random, { today }) => ({
    birthDate: formatDate(addDays(today, random.between(1, 9000))),
  }),
  invalid_effective_date: (_, random) => ({ effectiveDate: random.pick(impossibleDates) }),
  missing_birth_date: (_, random) => ({ birthDate: random.pick([null, '']) }),
  missing_effective_date: (_, random) => ({ effectiveDate: random.pick([null, '']) }),
  missing_dates: () => ({ birthDate: null, effectiveDate: null }),
  common_year_leap_day: () => ({ birthDate: '1950-02-29' }),
  date_time_birth_date: ({ birthDate }) => ({ birthDate: `${birthDate ?? '1950-01-31'} 00:00:00` }),
  date_time_effective_date: ({ effectiveDate }) => ({
    effectiveDate: `${effectiveDate ?? '2020-01-01'}T06:00:00.000Z`,
  }),
};

/** A copy of a sound contact with one flaw. */
export function spoilContact(
  contact: GeneratedContact,
  flaw: ContactFlaw,
  random: Random,
  context: GenerationContext,
): GeneratedContact {
  return { ...contact, ...spoils[flaw](contact, random, context) };
}
