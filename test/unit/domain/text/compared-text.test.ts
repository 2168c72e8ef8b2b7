import { describe, expect, it } from 'vitest';
import {
  isBlank,
  toComparedReason,
  toComparedText,
  trimBlanks,
} from '../../../../src/domain/text/compared-text.ts';

describe('outer blanks (spec 2.2)', () => {
  it.each([
    ['\t\n\v\f\r ada b \r\n', 'ada b'],
    ['ada', 'ada'],
    ['   ', ''],
    ['', ''],
    ['\u00a0ada\u200b', '\u00a0ada\u200b'],
    ['\0ada\x1f', '\0ada\x1f'],
  ])('of %j are cut to %j', (text, trimmed) => {
    expect(trimBlanks(text)).toBe(trimmed);
  });

  it.each([
    [null, true],
    [undefined, true],
    ['', true],
    [' \t', true],
    ['a', false],
    [' a', false],
    ['\u00a0', false],
  ])('leave nothing of %j: %s', (text, blank) => {
    expect(isBlank(text)).toBe(blank);
  });
});

describe('the compared form of a text (spec 2.2)', () => {
  it.each([
    [' Sent ', 'sent'],
    ['ÉVA@Example.COM', 'Éva@example.com'],
    ['\u212Aelvin', '\u212Aelvin'],
  ])('of %j is %j', (text, compared) => {
    expect(toComparedText(text)).toBe(compared);
  });

  it('reads five words as unsubscribed where it is a status or a reason', () => {
    expect(
      ['Unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out ', 'moved'].map(toComparedReason),
    ).toEqual([...Array.from({ length: 5 }, () => 'unsubscribed'), 'moved']);
  });
});
