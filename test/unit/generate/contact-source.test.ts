import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDate } from '../../../src/domain/calendar/date-text.ts';
import { toEpochDay } from '../../../src/domain/calendar/epoch-day.ts';
import { noDuplicates, noReusedIds } from '../../../src/domain/contact/duplicates.ts';
import type { ContactRules } from '../../../src/domain/contact/read-contact.ts';
import { readContact } from '../../../src/domain/contact/read-contact.ts';
import { ListedAddresses } from '../../../src/domain/contact/suppressed-addresses.ts';
import { createSuppressionList } from '../../../src/domain/contact/suppression.ts';
import { type ContactFlaw, contactFlaws, spoilContact } from '../../../src/generate/contact-flaws.ts';
import { createContactSource, type SourcedContact } from '../../../src/generate/contact-source.ts';
import { generateContact } from '../../../src/generate/generate-contact.ts';
import { createGenerationContext } from '../../../src/generate/generation-context.ts';
import { createRandom } from '../../../src/generate/random.ts';
import { buildConfiguration } from '../../support/configuration-builder.ts';

const today = toEpochDay(2027, 3, 10);
const context = createGenerationContext(today);

function draw(seed: string | number, count: number): SourcedContact[] {
  const source = createContactSource(seed, context);
  return Array.from({ length: count }, (_, index) => source(index + 1));
}

test('holds every kind of flaw among 1,400 contacts, whatever the seed', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const flaws = draw(seed, 1400).flatMap(({ flaw }) => flaw ?? []);
      expect(flaws).toHaveLength(14);
      expect(new Set(flaws)).toEqual(new Set(contactFlaws));
    }),
    { numRuns: 10 },
  );
});

test('has one flawed contact in a hundred, and every kind among 5,000', () => {
  const flaws = draw(1, 5000).flatMap(({ flaw }) => flaw ?? []);
  expect(flaws).toHaveLength(50);
  expect(new Set(flaws)).toEqual(new Set(contactFlaws));
});

test('gives the same first contacts however many follow', () => {
  expect(draw('prefix', 1000).slice(0, 300)).toEqual(draw('prefix', 300));
});

const rules: ContactRules = {
  today,
  stateOfZip: context.zips.stateOf,
  stateOfZipPrefix: () => undefined,
  suppressions: createSuppressionList(
    buildConfiguration({ on_unknown_status: 'send' }),
    new ListedAddresses(new Map()),
  ),
  duplicates: noDuplicates,
  onDuplicate: 'withhold',
  reusedIds: noReusedIds,
};

/** The issues that the planner finds in many contacts with one flaw. */
function findIssues(flaw: ContactFlaw): Set<string> {
  const random = createRandom(flaw);
  const issues = Array.from({ length: 200 }, (_, index) => {
    const contact = spoilContact(generateContact(random, index + 1, context), flaw, random, context);
    return readContact(contact, rules)
      .issues.map(({ issue }) => issue)
      .filter((issue) => issue !== 'state_mismatch')
      .join(' ');
  });
  return new Set(issues);
}

describe('a flaw', () => {
  test.each(contactFlaws.slice(0, 8))('%s is the issue of that name, in every shape', (flaw) => {
    expect(findIssues(flaw)).toEqual(new Set([flaw]));
  });

  test.each(contactFlaws.slice(8))('%s is readable, or a date that is absent', (flaw) => {
    expect(findIssues(flaw)).toEqual(new Set(['']));
  });

  test('common_year_leap_day is a date that reads as 28 February', () => {
    const random = createRandom(1);
    const contact = spoilContact(
      generateContact(random, 1, context),
      'common_year_leap_day',
      random,
      context,
    );
    expect(contact.birthDate).toBe('1950-02-29');
    expect(readDate(contact.birthDate)).toBe(toEpochDay(1950, 2, 28));
  });
});
