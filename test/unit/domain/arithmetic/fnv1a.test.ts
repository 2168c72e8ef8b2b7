import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fnv1a } from '../../../../src/domain/arithmetic/fnv1a.ts';

/** The definition, in arithmetic that cannot overflow. */
function hashBytes(bytes: Uint8Array): number {
  let hash = 0x811c9dc5n;
  for (const byte of bytes) hash = ((hash ^ BigInt(byte)) * 0x01000193n) % 0x1_0000_0000n;
  return Number(hash);
}

describe('fnv1a (spec 2.1)', () => {
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('of %j is the published value', (text, hash) => {
    expect(fnv1a(text)).toBe(hash);
  });

  it.each([
    ['é', [0xc3, 0xa9]],
    ['7-campaign_año-2027', [...Buffer.from('7-campaign_a\u00f1o-2027', 'utf8')]],
    ['€', [0xe2, 0x82, 0xac]],
    ['🎂', [0xf0, 0x9f, 0x8e, 0x82]],
    ['\u0080', [0xc2, 0x80]],
  ])('of %j is over the UTF-8 bytes', (text, bytes) => {
    expect(fnv1a(text)).toBe(hashBytes(Uint8Array.from(bytes)));
  });

  it('of the last one-byte character is over that byte', () => {
    expect(fnv1a('\u007f')).toBe(hashBytes(Uint8Array.of(0x7f)));
  });

  it('is never negative and follows the definition for every text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fnv1a(text)).toBe(hashBytes(Buffer.from(text, 'utf8')));
      }),
    );
  });
});
