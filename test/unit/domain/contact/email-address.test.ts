import { describe, expect, it } from 'vitest';
import { foldEmailAddress, isEmailAddress } from '../../../../src/domain/contact/email-address.ts';

describe('an email address (spec 2.2)', () => {
  it.each([
    'ada@example.com',
    'ada.lovelace+mail@mail.example.co',
    'ADA@EXAMPLE.COM',
    "o'brien@example.museum",
    'añil@example.españa',
  ])('%s is valid', (email) => {
    expect(isEmailAddress(email)).toBe(true);
  });

  it.each([
    ['no @', 'ada.example.com'],
    ['a second @', 'ada@home@example.com'],
    ['white space before', ' ada@example.com'],
    ['white space after', 'ada@example.com '],
    ['a line break after', 'ada@example.com\n'],
    ['white space inside', 'ada lovelace@example.com'],
    ['a tab in the domain', 'ada@exam\tple.com'],
    ['a domain without a dot', 'ada@localhost'],
    ['a last label of one letter', 'ada@example.c'],
    ['a last label with a digit', 'ada@example.c0m'],
    ['a numeric last label', 'ada@10.0.0.12'],
    ['no last label', 'ada@example.com.'],
    ['no domain', 'ada@'],
    ['a dot before the @ only', 'ada.lovelace@com'],
    ['nothing at all', ''],
  ])('with %s is invalid', (_, email) => {
    expect(isEmailAddress(email)).toBe(false);
  });
});

describe('comparing addresses', () => {
  it('does not look at the case', () => {
    expect(foldEmailAddress('Ada@Example.COM')).toBe(foldEmailAddress('ada@example.com'));
    expect(foldEmailAddress('ada@example.com')).not.toBe(foldEmailAddress('eva@example.com'));
  });
});
