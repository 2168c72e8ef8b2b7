import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDate, readDate } from '../../../../src/domain/calendar/date-text.ts';
import { day, isoDate } from '../../../support/day-builder.ts';

describe('reading a date (spec 2.2)', () => {
  it.each([
    ['2027-03-01', '2027-03-01'],
    ['2028-02-29', '2028-02-29'],
    ['2027-12-31', '2027-12-31'],
    ['2027-03-01 23:59:59', '2027-03-01'],
    ['2027-03-01T23:59:59Z', '2027-03-01'],
    ['0001-01-01', '0001-01-01'],
  ])('takes %s as %s', (text, date) => {
    expect(readDate(text)).toBe(day(date));
  });

  it.each(['1950-02-29', '2027-02-29', '1900-02-29', '2027-02-29 08:30:00'])(
    'takes %s, of a common year, as 28 February',
    (text) => {
      expect(readDate(text)).toBe(day(`${text.slice(0, 4)}-02-28`));
    },
  );

  it.each([
    '2027-02-30',
    '2028-02-30',
    '2027-04-31',
    '2027-01-32',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '2027-1-1',
    '20270301',
    '2027/03/01',
    '2027-03/01',
    '03-01-2027',
    '-027-03-01',
    '202x-03-01',
    '2027-0x-01',
    '2027-03-0x',
    '2027-03-0:',
    '2027-03-0/',
    '2027-03-01x',
    '2027-03-011',
    ' 2027-03-01',
    'not a date',
    '',
  ])('takes %j as absent', (text) => {
    expect(readDate(text)).toBeUndefined();
  });

  it.each([[undefined], [null], [20270301], [{}]])('takes %j as absent, which is no text', (value) => {
    expect(readDate(value)).toBeUndefined();
  });
});

describe('writing a date', () => {
  it('pads year, month and day', () => {
    expect(formatDate(day('0007-01-02'))).toBe('0007-01-02');
  });

  it.each([['1969-12-31'], ['1970-01-01'], ['2027-03-01'], ['2079-07-07'], ['2079-07-08']])(
    'gives %s each time it is asked',
    (text) => {
      expect([formatDate(day(text)), formatDate(day(text))]).toEqual([text, text]);
    },
  );

  it('gives the text that reads as the date', () => {
    fc.assert(
      fc.property(fc.integer({ min: day('0000-01-01'), max: day('9999-12-31') }), (number) => {
        const date = day(isoDate(number));
        expect(formatDate(date)).toBe(isoDate(number));
        expect(readDate(formatDate(date))).toBe(date);
      }),
    );
  });
});
