import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { toComparedText } from '../../src/domain/text/compared-text.ts';

/** Every character up to U+00FF, and some that other programs count as blanks or as capitals. */
const characters = [
  ...Array.from({ length: 0xff }, (_, i) => String.fromCharCode(i + 1)),
  ...['\u1680', '\u2003', '\u200b', '\u2028', '\u3000', '\ufeff', '\u0130', '\u212a', '\u{1d400}'],
];

test('text is compared in SQL as in code', () => {
  using db = new DatabaseSync(':memory:');
  const compare = db.prepare(
    'select trim(:text, char(9, 10, 11, 12, 13, 32)) = :compared collate nocase as same',
  );
  for (const character of characters) {
    const text = `${character} Ann@Example.com${character}`;
    expect([text, compare.get({ text, compared: toComparedText(text) })?.['same']]).toEqual([text, 1]);
  }
});

test('text that differs in more than blanks and ASCII case is not the same', () => {
  using db = new DatabaseSync(':memory:');
  const compare = db.prepare("select trim(?, char(9, 10, 11, 12, 13, 32)) = 'ann' collate nocase as same");
  const isSame = (text: string): boolean => compare.get(text)?.['same'] === 1;
  for (const character of characters) {
    for (const text of [`${character}ann`, `ann${character}`, `${character}nn`]) {
      expect([text, isSame(text)]).toEqual([text, toComparedText(text) === 'ann']);
    }
  }
});
