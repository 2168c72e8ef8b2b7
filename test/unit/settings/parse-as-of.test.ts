import { describe, expect, test } from 'vitest';
import { parseAsOf } from '../../../src/settings/parse-as-of.ts';
import { sendwindowErrorOf } from '../../store/thrown-error.ts';

const now = Temporal.Instant.from('2027-03-01T12:00:00Z');
const parse = (text: string | undefined, timezone = 'America/Chicago'): string =>
  parseAsOf(text, timezone, now).toString();

describe('--as-of', () => {
  test('is now where it is absent', () => {
    expect(parse(undefined)).toBe('2027-03-01T12:00:00Z');
  });

  test.each([
    ['2027-01-15', 'America/Chicago', '2027-01-15T06:00:00Z'],
    ['2027-07-15', 'America/Chicago', '2027-07-15T05:00:00Z'],
    ['2027-03-14', 'America/Chicago', '2027-03-14T06:00:00Z'],
    ['2027-11-07', 'America/Chicago', '2027-11-07T05:00:00Z'],
    ['2028-02-29', 'America/New_York', '2028-02-29T05:00:00Z'],
    ['2026-12-31', 'Pacific/Honolulu', '2026-12-31T10:00:00Z'],
    ['2027-01-01', 'Pacific/Auckland', '2026-12-31T11:00:00Z'],
  ])('%s in %s is the start of that day', (text, timezone, expected) => {
    expect(parse(text, timezone)).toBe(expected);
  });

  test('is the first moment of a day whose midnight the clocks skip', () => {
    expect(parse('2024-04-26', 'Africa/Cairo')).toBe('2024-04-25T22:00:00Z');
  });

  test.each([
    ['2027-03-01T08:30:00-06:00', '2027-03-01T14:30:00Z'],
    ['2027-03-01T08:30-0600', '2027-03-01T14:30:00Z'],
    ['2027-03-01 08:30:00Z', '2027-03-01T08:30:00Z'],
    ['2027-03-01t08:30:00.5z', '2027-03-01T08:30:00.5Z'],
  ])('%s is the moment it names', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });

  test.each([
    '',
    'now',
    '2027-02-29',
    '2027-3-1',
    '0000-01-01',
    '2027-03-01T08:30:00',
    '2027-03-01T25:00:00Z',
    '2027-02-29T08:30:00Z',
    '2027-03-01T08:30:00-06:00[America/Chicago]',
    '1772353800',
  ])('%j is BAD_DATE', (text) => {
    expect(sendwindowErrorOf(() => parse(text)).code).toBe('BAD_DATE');
  });
});
