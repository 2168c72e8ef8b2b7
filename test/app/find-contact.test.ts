import { describe, expect, test } from 'vitest';
import { createNamedContacts } from '../support/named-contacts.ts';

describe('a contact', () => {
  test.each([
    ['an id', '1', 1],
    ['an id with blanks around it', ' 1\n', 1],
    ['an email', 'ann@example.com', 1],
    ['an email in other letters', '\tANN@Example.COM ', 1],
    ['an address of several', 'BOTH@example.com', 'AMBIGUOUS_CONTACT'],
    ['the id of one that is gone', '33', 33],
    ['an id that never was', '34', 'NO_SUCH_CONTACT'],
    ['an address that nobody has', 'nobody@example.com', 'NO_SUCH_CONTACT'],
    ['nothing', '', 'NO_SUCH_CONTACT'],
    ['an external id where there is no such column', 'CRM-7', 'NO_SUCH_CONTACT'],
  ])('is found by %s', (_, text, found) => {
    using org = createNamedContacts();
    expect(org.find(text)).toBe(found);
  });

  test.each([
    ['an external id', 'CRM-7', 1],
    ['an id before an external id of the same digits', '5', 5],
    ['an external id of digits that are no id', '900', 4],
    ['an external id before an id that is gone', '33', 33],
  ])('is found by %s', (_, text, found) => {
    using org = createNamedContacts();
    org.withExternalIds();
    expect(org.find(text)).toBe(found);
  });
});
