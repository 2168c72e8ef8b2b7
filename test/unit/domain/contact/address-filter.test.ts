import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressFilter } from '../../../../src/domain/contact/address-filter.ts';

/** Few letters, so that addresses meet; among them blanks that count and blanks that do not, and letters beyond ASCII. */
const address = fc
  .array(fc.constantFrom('a', 'A', 'z', 'Z', 'É', 'é', '@', '[', ' ', '\t', '\r', '\u00a0', '\u0008'), {
    maxLength: 4,
  })
  .map((letters) => letters.join(''));

const toCompared = (text: string): string =>
  text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());

test('may hold every address that was added, however it is written', () => {
  fc.assert(
    fc.property(fc.array(address), fc.array(address), (added, asked) => {
      const filter = new AddressFilter(added.length);
      for (const each of added) filter.add(each);
      const list = new Set(added.map(toCompared));
      for (const each of asked) if (list.has(toCompared(each))) expect(filter.mayHold(each)).toBe(true);
    }),
  );
});

test('tells most other addresses from those that were added', () => {
  const filter = new AddressFilter(10_000);
  for (let i = 0; i < 10_000; i++) filter.add(`person${i}@example.com`);
  let mistaken = 0;
  for (let i = 0; i < 10_000; i++) if (filter.mayHold(`other${i}@example.com`)) mistaken++;
  expect(mistaken).toBeLessThan(300);
});

test('takes a bounded place, and works with more addresses than it has been told of', () => {
  const filter = new AddressFilter(Number.MAX_SAFE_INTEGER);
  filter.add('ann@example.com');
  expect([filter.mayHold(' ANN@example.com'), filter.mayHold('bob@example.com')]).toEqual([true, false]);
  const crowded = new AddressFilter(0);
  for (let i = 0; i < 1000; i++) crowded.add(`person${i}@example.com`);
  expect(crowded.mayHold('person999@example.com')).toBe(true);
});
