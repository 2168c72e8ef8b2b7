import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Hash64,
  OrderFreeChecksum,
  RecordHasher,
} from '../../../../src/domain/arithmetic/order-free-checksum.ts';

function hashOf(fill: (hasher: RecordHasher) => RecordHasher): string {
  const { high, low } = fill(new RecordHasher().begin()).end();
  return `${high}-${low}`;
}

function checksumOf(hashes: readonly Hash64[]): OrderFreeChecksum {
  const checksum = new OrderFreeChecksum();
  for (const hash of hashes) checksum.add(hash);
  return checksum;
}

const half = fc.integer({ min: 0, max: 0xffff_ffff });
const hash64 = fc.record({ high: half, low: half });

describe('the hash of a record', () => {
  it('is the same for the same fields', () => {
    const fill = (hasher: RecordHasher) => hasher.number(7).text('birthday').text('2027-06-10');
    expect(hashOf(fill)).toBe(hashOf(fill));
  });

  it('does not depend on the records hashed before', () => {
    const hasher = new RecordHasher();
    hasher.begin().number(1).text('aep').end();
    expect(hasher.begin().number(7).text('aep').end()).toEqual(
      new RecordHasher().begin().number(7).text('aep').end(),
    );
  });

  it('has two halves of 32 bits that are not negative', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (number, text) => {
        const { high, low } = new RecordHasher().begin().number(number).text(text).end();
        for (const part of [high, low]) {
          expect(Number.isInteger(part)).toBe(true);
          expect(part).toBeGreaterThanOrEqual(0);
          expect(part).toBeLessThanOrEqual(0xffff_ffff);
        }
      }),
    );
  });

  it('tells numbers apart, those beyond 32 bits too', () => {
    const numbers = [0, 1, -1, 2 ** 32, 2 ** 32 + 1, 2 ** 33 + 1, 2 ** 53 - 1];
    expect(new Set(numbers.map((number) => hashOf((hasher) => hasher.number(number)))).size).toBe(
      numbers.length,
    );
  });

  it('takes words as texts, however often and in whatever order they come', () => {
    const word = fc.oneof(fc.constantFrom('aep', 'birthday', 'pre-scheduled', '', null), fc.string());
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const hasher = new RecordHasher();
        for (const each of [...words, ...words]) {
          expect(hasher.begin().word(each).end()).toEqual(new RecordHasher().begin().text(each).end());
        }
      }),
    );
  });

  it('tells words apart that fall on one place', () => {
    const hasher = new RecordHasher();
    const [a, b] = ['abc', 'axc'].map((word) => hashOf((fresh) => fresh.text(word)));
    const hashes = ['abc', 'axc', 'abc'].map((word) => {
      const { high, low } = hasher.begin().word(word).end();
      return `${high}-${low}`;
    });
    expect(hashes).toEqual([a, b, a]);
    expect(a).not.toBe(b);
  });

  it('tells a text from another, from none and from an empty one', () => {
    const texts = ['sent', 'Sent', '', null];
    expect(new Set(texts.map((text) => hashOf((hasher) => hasher.text(text)))).size).toBe(texts.length);
  });

  it('tells where one field ends and the next begins, and which comes first', () => {
    const pairs: [string | null, string | null][] = [
      ['ab', 'c'],
      ['a', 'bc'],
      ['c', 'ab'],
      ['abc', null],
      [null, 'abc'],
      ['abc', ''],
    ];
    const hashes = pairs.map(([a, b]) => hashOf((hasher) => hasher.text(a).text(b)));
    expect(new Set(hashes).size).toBe(pairs.length);
  });
});

describe('the checksum of a set of records (spec 4.1)', () => {
  it('does not depend on their order', () => {
    fc.assert(
      fc.property(
        fc
          .array(hash64)
          .chain((hashes) =>
            fc.tuple(
              fc.constant(hashes),
              fc.shuffledSubarray(hashes, { minLength: hashes.length, maxLength: hashes.length }),
            ),
          ),
        ([hashes, shuffled]) => {
          expect(checksumOf(shuffled).toString()).toBe(checksumOf(hashes).toString());
        },
      ),
    );
  });

  it('is sixteen hexadecimal digits and the number of records', () => {
    expect(new OrderFreeChecksum().toString()).toBe('0000000000000000-0');
    expect(checksumOf([{ high: 0x1234567, low: 0xfedcba98 }]).toString()).toBe('01234567fedcba98-1');
    expect(
      checksumOf([
        { high: 0xffff_ffff, low: 1 },
        { high: 2, low: 0xffff_fffe },
      ]).toString(),
    ).toBe('00000001ffffffff-2');
  });

  it('tells one record from the same record twice, and from another', () => {
    const hash = { high: 5, low: 9 };
    expect(checksumOf([hash]).toString()).not.toBe(checksumOf([hash, hash]).toString());
    expect(checksumOf([hash]).toString()).not.toBe(checksumOf([{ high: 9, low: 5 }]).toString());
  });

  it('takes in the records of another, and takes them out again', () => {
    fc.assert(
      fc.property(fc.array(hash64), fc.array(hash64), (ours, theirs) => {
        const checksum = checksumOf(ours);
        const other = checksumOf(theirs);
        checksum.merge(other.state);
        expect(checksum.toString()).toBe(checksumOf([...ours, ...theirs]).toString());
        expect(checksum.count).toBe(ours.length + theirs.length);
        checksum.subtract(other.state);
        expect(checksum.toString()).toBe(checksumOf(ours).toString());
        expect(other.toString()).toBe(checksumOf(theirs).toString());
      }),
    );
  });

  it('is plain data for another thread', () => {
    expect(checksumOf([{ high: 5, low: 9 }]).state).toEqual({ high: 5, low: 9, count: 1 });
  });

  it('is left alone by what a clone goes through', () => {
    const checksum = checksumOf([{ high: 5, low: 9 }]);
    const clone = checksum.clone();
    expect(clone.toString()).toBe(checksum.toString());
    clone.add({ high: 1, low: 1 });
    expect(checksum.toString()).toBe('0000000500000009-1');
    expect(clone.toString()).toBe('000000060000000a-2');
  });
});
