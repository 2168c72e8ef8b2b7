import { describe, expect, it } from 'vitest';
import { readZipCode } from '../../../../src/domain/contact/zip-code.ts';

describe('a ZIP (spec 2.2)', () => {
  it.each([
    ['12345', '12345'],
    ['00501', '00501'],
    ['12345-6789', '12345'],
    [' 12345', '12345'],
    ['12345-6789\r\n', '12345'],
  ])('%s has the five digits %s', (text, zip) => {
    expect(readZipCode(text)).toBe(zip);
  });

  it.each([
    '1234',
    '123456',
    '12345-',
    '12345-678',
    '12345-67890',
    '123456789',
    '12345 6789',
    '\u00a012345',
    '١٢٣٤٥',
    '1234x',
    '',
  ])('%j is none', (text) => {
    expect(readZipCode(text)).toBeUndefined();
  });
});
