import { beforeAll, describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/calendar/date-text.ts';
import { toEpochDay, yearOf } from '../../../src/domain/calendar/epoch-day.ts';
import { generateContact } from '../../../src/generate/generate-contact.ts';
import { createGenerationContext, type GenerationContext } from '../../../src/generate/generation-context.ts';
import { createRandom } from '../../../src/generate/random.ts';
import type { GeneratedContact } from '../../../src/store/organisation-writer.ts';

const today = toEpochDay(2027, 3, 10);
const count = 25_000;
let context: GenerationContext;
let contacts: GeneratedContact[];

beforeAll(() => {
  context = createGenerationContext(today);
  const random = createRandom(1);
  contacts = Array.from({ length: count }, (_, index) => generateContact(random, index + 1, context));
});

const share = (matches: (contact: GeneratedContact) => boolean): number =>
  contacts.filter(matches).length / count;
const stateOf = (contact: GeneratedContact): string | undefined =>
  context.zips.stateOf((contact.zipCode ?? '').slice(0, 5));

describe('25,000 contacts', () => {
  test('begin 70 % of their policies on the 1st of a month', () => {
    const dated = contacts.filter((contact) => contact.effectiveDate !== null);
    const onFirst = dated.filter((contact) => contact.effectiveDate?.endsWith('-01'));
    expect(onFirst.length / dated.length).toBeGreaterThan(0.69);
    expect(onFirst.length / dated.length).toBeLessThan(0.71);
  });

  test('began their policies over twelve years, a few of them in the time to come', () => {
    const dates = contacts.map((contact) => contact.effectiveDate ?? '2020-01-01').sort();
    expect(dates[0]?.slice(0, 7)).toBe('2015-04');
    expect(dates.at(-1)?.slice(0, 7)).toBe('2027-09');
    expect(share((contact) => (readDate(contact.effectiveDate) ?? today) > today)).toBeLessThan(0.03);
  });

  test('live in every state, territory and military post of the ZIP table', () => {
    expect(new Set(contacts.map(stateOf))).toEqual(new Set(context.zips.byState.keys()));
  });

  test('live in the states by population', () => {
    expect(share((contact) => stateOf(contact) === 'CA')).toBeCloseTo(0.118, 1);
    expect(share((contact) => stateOf(contact) === 'CA')).toBeGreaterThan(share((c) => stateOf(c) === 'TX'));
  });

  test('are mostly 60 to 90 years old', () => {
    const ages = contacts.flatMap(({ birthDate }) => {
      const date = readDate(birthDate);
      return date === undefined ? [] : [2027 - yearOf(date)];
    });
    expect(ages.filter((age) => age >= 60 && age <= 90).length / ages.length).toBeGreaterThan(0.95);
    expect([Math.min(...ages), Math.max(...ages)]).toEqual([45, 99]);
  });

  test('are born on every day of the year, 29 February included', () => {
    expect(new Set(contacts.flatMap(({ birthDate }) => birthDate?.slice(5) ?? [])).size).toBe(366);
  });

  test('have a state that differs from the ZIP in one of 200 cases', () => {
    const mismatches = share((c) => c.state !== null && c.state.trim().toUpperCase() !== stateOf(c));
    expect(mismatches).toBeGreaterThan(0.003);
    expect(mismatches).toBeLessThan(0.007);
  });

  test('have a phone number in 60 % of all cases, of a block that nobody has', () => {
    expect(share((contact) => contact.phoneNumber !== null)).toBeCloseTo(0.6, 1);
    for (const { phoneNumber } of contacts)
      expect(phoneNumber ?? '201-555-0110').toMatch(/^\d{3}-555-01\d\d$/);
  });

  test('have an address of their own at a domain for examples', () => {
    expect(new Set(contacts.map(({ email }) => email)).size).toBe(count);
    for (const { email, id } of contacts)
      expect(email).toMatch(new RegExp(`^[a-z]+\\.[a-z]+\\.${id}@example\\.(com|net|org)$`));
  });

  test('are mostly active', () => {
    expect(share(({ status }) => status === 'active')).toBeCloseTo(0.96, 1);
    expect(new Set(contacts.map(({ status }) => status))).toContain('unsubscribed');
  });

  test('were created before today', () => {
    for (const { createdAt } of contacts) expect(createdAt < '2027-03-10').toBe(true);
  });
});

test('gives the same contact from the same stream', () => {
  expect(generateContact(createRandom(1), 1, context)).toEqual(contacts[0]);
  expect(generateContact(createRandom(2), 1, context)).not.toEqual(contacts[0]);
});
