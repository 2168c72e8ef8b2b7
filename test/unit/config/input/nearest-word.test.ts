import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNearestWord } from '../../../../src/config/input/nearest-word.ts';

const words = ['horizon_days', 'timezone', 'send_time', 'aep'];

test.each([
  ['horizen_days', 'horizon_days'],
  ['horizondays', 'horizon_days'],
  ['sendTime', 'send_time'],
  ['SEND-TIME', 'send_time'],
  ['sned_time', 'send_time'],
  ['timezon', 'timezone'],
  ['epa', undefined],
  ['eap', 'aep'],
  ['password', undefined],
  ['', undefined],
])('%s means %s', (word, meant) => {
  expect(findNearestWord(word, words)).toBe(meant);
});

test('a word with one letter left out is found again', () => {
  fc.assert(
    fc.property(fc.nat({ max: 11 }), (index) => {
      const slip = 'horizon_days'.slice(0, index) + 'horizon_days'.slice(index + 1);
      expect(findNearestWord(slip, words)).toBe('horizon_days');
    }),
  );
});

test('a word of a megabyte is given up at once', () => {
  expect(findNearestWord('x'.repeat(1_000_000), words)).toBeUndefined();
});
