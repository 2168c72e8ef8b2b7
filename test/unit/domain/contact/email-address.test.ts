import { describe, expect, it } from 'vitest';
import { isEmailAddress } from '../../../../src/domain/contact/email-address.ts';

const label = 'a'.repeat(63);
const local = 'a'.repeat(64);

describe('an email address (spec 2.2)', () => {
  it.each([
    'ada@example.com',
    'ada.lovelace+mail@mail.example.co',
    'ADA@EXAMPLE.COM',
    "o'brien@example.museum",
    "!#$%&'*+/=?^_`{|}~-@example.com",
    ' ada@example.com\r\n',
    'ada@example.xn--p1ai',
    'ada@xn--p1ai.XN--P1AI',
    'ada@1-2.example.com',
    'ada@müller.de',
    'ada@example.españa',
    'ada@example.рф',
    'ada@example.भारत',
    'ada@१२.example.com',
    `${local}@example.com`,
    `ada@${label}.com`,
    `ada@${'ü'.repeat(63)}.com`,
    `ada@${'\u{20000}'.repeat(63)}.com`,
    `ada@a.${label}`,
    `${local}@${label}.${label}.${'a'.repeat(57)}.com`,
  ])('%s is valid', (email) => {
    expect(isEmailAddress(email)).toBe(true);
  });

  it.each([
    ['no @', 'ada.example.com'],
    ['a second @', 'ada@home@example.com'],
    ['white space inside', 'ada lovelace@example.com'],
    ['a tab in the domain', 'ada@exam\tple.com'],
    ['an invisible character before', '\u200bada@example.com'],
    ['an invisible character inside', 'ada@exam\u200bple.com'],
    ['a no-break space after', 'ada@example.com\u00a0'],
    ['a letter before the @ that is not ASCII', 'josé@example.com'],
    ['a dot at the beginning', '.ada@example.com'],
    ['a dot before the @', 'ada.@example.com'],
    ['two dots before the @', 'ada..l@example.com'],
    ['two dots in the domain', 'ada@example..com'],
    ['quotes', '"ada"@example.com'],
    ['a domain without a dot', 'ada@localhost'],
    ['a label that begins with -', 'ada@-example.com'],
    ['a label that ends with -', 'ada@example-.com'],
    ['an underscore in the domain', 'ada@ex_ample.com'],
    ['a last label of one letter', 'ada@example.c'],
    ['a last label with a digit', 'ada@example.c0m'],
    ['a last label that ends with -', 'ada@example.xn--p1ai-'],
    ['a numeric last label', 'ada@10.0.0.12'],
    ['no last label', 'ada@example.com.'],
    ['no domain', 'ada@'],
    ['nothing before the @', '@example.com'],
    ['a dot before the @ only', 'ada.lovelace@com'],
    ['65 characters before the @', `a${local}@example.com`],
    ['a label of 64 characters', `ada@a${label}.com`],
    ['a label of 64 letters of another script', `ada@${'ü'.repeat(64)}.com`],
    ['255 characters', `${local}@${label}.${label}.${'a'.repeat(58)}.com`],
    ['255 characters of another script', `${local}@${label}.${label}.${'a'.repeat(57)}ü.com`],
    ['a thousand characters', `ada@${`${label}.`.repeat(16)}com`],
    ['nothing at all', ''],
  ])('with %s is invalid', (_, email) => {
    expect(isEmailAddress(email)).toBe(false);
  });
});
