import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldEmailAddress } from '../../../../src/domain/contact/email-address.ts';
import { SuppressedAddresses } from '../../../../src/domain/contact/suppressed-addresses.ts';

/** Few letters, so that addresses meet; among them a capital K that is not ASCII and whose small letter is. */
const address = fc
  .array(fc.constantFrom('a', 'A', 'k', 'K', '\u212A', 'É', 'é', '@', '.'), { maxLength: 4 })
  .map((letters) => letters.join(''));

test('finds what the plain list of folded addresses has, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(address, fc.string())), fc.array(address), (listed, asked) => {
      const reasons = new Map(listed.map(([email, reason]) => [foldEmailAddress(email), reason]));
      const list = new SuppressedAddresses(reasons);
      for (const email of [...asked, ...listed.map(([email]) => email)]) {
        expect(list.reasonOf(email)).toBe(reasons.get(foldEmailAddress(email)));
      }
    }),
  );
});

test('finds every one of many addresses', () => {
  const reasons = new Map(Array.from({ length: 5000 }, (_, i) => [`person${i}@example.com`, `reason ${i}`]));
  const list = new SuppressedAddresses(reasons);
  for (const [email, reason] of reasons) expect(list.reasonOf(email.toUpperCase())).toBe(reason);
  expect(list.reasonOf('person5000@example.com')).toBeUndefined();
});
