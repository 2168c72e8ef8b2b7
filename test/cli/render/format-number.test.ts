import { describe, expect, test } from 'vitest';
import { formatInteger, formatMilliseconds, formatPercent } from '../../../src/cli/render/format-number.ts';

describe('numbers', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [-1234567, '-1,234,567'],
  ])('%d is %s', (value, text) => {
    expect(formatInteger(value)).toBe(text);
  });

  test.each([
    [0, '0 %'],
    [0.004, '<1 %'],
    [0.826, '83 %'],
    [12.5, '1,250 %'],
    [Number.NaN, '-'],
  ])('%d is a share of %s', (value, text) => {
    expect(formatPercent(value)).toBe(text);
  });

  test.each([
    [85.4, '85 ms'],
    [1234, '1.2 s'],
    [125_000, '2 min 05 s'],
  ])('%d ms is %s', (value, text) => {
    expect(formatMilliseconds(value)).toBe(text);
  });
});
