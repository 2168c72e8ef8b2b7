import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, contentHash } from '../../../src/config/content-hash.ts';

/** The same value with the keys of every mapping in the reverse order. */
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, reverseKeys(inner)]),
  );
}

test('is SHA-256 of the canonical JSON', () => {
  expect(canonicalJson({ b: [1, { d: 2, c: 3 }], a: undefined })).toBe('{"b":[1,{"c":3,"d":2}]}');
  expect(contentHash({})).toBe('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
});

test('does not depend on the order of keys', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(contentHash(reverseKeys(value))).toBe(contentHash(value));
    }),
  );
});

test('reading canonical JSON back gives the value', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as unknown;
      expect(JSON.parse(canonicalJson(json))).toEqual(json);
    }),
  );
});

test('depends on the order of lists', () => {
  expect(contentHash([1, 2])).not.toBe(contentHash([2, 1]));
});
