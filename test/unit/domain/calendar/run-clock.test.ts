import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpochDay } from '../../../../src/domain/calendar/epoch-day.ts';
import {
  createRunClock,
  formatDateTime,
  normalizeDateTime,
  readDateTime,
} from '../../../../src/domain/calendar/run-clock.ts';
import { day, isoDate } from '../../../support/day-builder.ts';

const chicago = 'America/Chicago';
const losAngeles = 'America/Los_Angeles';

const clockAt = (now: string, timezone = chicago, sendTime = '08:30') =>
  createRunClock(Temporal.Instant.from(now), timezone, sendTime);

describe('today (spec 2.1)', () => {
  it.each([
    ['2027-03-01T05:59:59Z', chicago, '2027-02-28'],
    ['2027-03-01T06:00:00Z', chicago, '2027-03-01'],
    ['2028-02-29T05:59:59Z', chicago, '2028-02-28'],
    ['2028-02-29T06:00:00Z', chicago, '2028-02-29'],
    ['2028-03-01T05:59:59Z', chicago, '2028-02-29'],
    ['2027-01-01T05:59:59Z', chicago, '2026-12-31'],
    ['2027-01-01T06:00:00Z', chicago, '2027-01-01'],
    ['2027-03-14T05:59:59Z', chicago, '2027-03-13'],
    ['2027-03-14T06:00:00Z', chicago, '2027-03-14'],
    ['2027-03-15T04:59:59Z', chicago, '2027-03-14'],
    ['2027-03-15T05:00:00Z', chicago, '2027-03-15'],
    ['2027-11-07T04:59:59Z', chicago, '2027-11-06'],
    ['2027-11-07T05:00:00Z', chicago, '2027-11-07'],
    ['2027-11-08T05:59:59Z', chicago, '2027-11-07'],
    ['2027-11-08T06:00:00Z', chicago, '2027-11-08'],
    ['2027-03-14T07:59:59Z', losAngeles, '2027-03-13'],
    ['2027-03-14T08:00:00Z', losAngeles, '2027-03-14'],
    ['2027-03-15T06:59:59Z', losAngeles, '2027-03-14'],
    ['2027-11-08T07:59:59Z', losAngeles, '2027-11-07'],
  ])('at %s in %s is %s', (now, timezone, date) => {
    expect(clockAt(now, timezone).today).toBe(day(date));
  });
});

describe('earliest (spec 2.1)', () => {
  it.each([
    ['winter', chicago, '2027-03-01T14:29:59Z', '2027-03-01T14:30:00Z', '2027-03-01', '2027-03-02'],
    ['spring forward', chicago, '2027-03-14T13:29:59Z', '2027-03-14T13:30:00Z', '2027-03-14', '2027-03-15'],
    ['fall back', chicago, '2027-11-07T14:29:59Z', '2027-11-07T14:30:00Z', '2027-11-07', '2027-11-08'],
    [
      'spring forward',
      losAngeles,
      '2027-03-14T15:29:59Z',
      '2027-03-14T15:30:00Z',
      '2027-03-14',
      '2027-03-15',
    ],
    ['fall back', losAngeles, '2027-11-07T16:29:59Z', '2027-11-07T16:30:00Z', '2027-11-07', '2027-11-08'],
    ['New Year’s Eve', chicago, '2026-12-31T14:29:59Z', '2026-12-31T14:30:00Z', '2026-12-31', '2027-01-01'],
    ['leap day', chicago, '2028-02-28T14:29:59Z', '2028-02-28T14:30:00Z', '2028-02-28', '2028-02-29'],
  ])(
    'is today at 08:29:59 and tomorrow at 08:30:00: %s in %s',
    (_, timezone, before, at, today, tomorrow) => {
      expect(clockAt(before, timezone).earliest).toBe(day(today));
      expect(clockAt(at, timezone).earliest).toBe(day(tomorrow));
      expect(clockAt(at, timezone).today).toBe(day(today));
    },
  );

  it('is today up to the last millisecond before the send time', () => {
    expect(clockAt('2027-03-01T14:29:59.999Z').earliest).toBe(day('2027-03-01'));
  });

  it('is tomorrow once the clock has jumped over the send time', () => {
    expect(clockAt('2027-03-14T07:59:59Z', chicago, '02:30').earliest).toBe(day('2027-03-14'));
    expect(clockAt('2027-03-14T08:00:00Z', chicago, '02:30').earliest).toBe(day('2027-03-15'));
  });

  it('follows the configured send time', () => {
    expect(clockAt('2027-03-01T14:30:00Z', chicago, '09:00').earliest).toBe(day('2027-03-01'));
    expect(clockAt('2027-03-01T06:00:00Z', chicago, '00:00').earliest).toBe(day('2027-03-02'));
  });
});

describe('now', () => {
  it('is the instant in UTC, cut to the second', () => {
    expect(clockAt('2027-03-01T12:00:07.987Z').now).toBe('2027-03-01 12:00:07');
  });
});

describe('an unknown time zone', () => {
  it('is a RangeError', () => {
    expect(() => clockAt('2027-03-01T12:00:00Z', 'America/Gotham')).toThrow(RangeError);
  });
});

describe('the local date of a UTC date-time', () => {
  const { localDate } = clockAt('2027-03-01T12:00:00Z');

  it.each([
    ['2027-03-01 05:59:59', '2027-02-28'],
    ['2027-03-01 06:00:00', '2027-03-01'],
    ['2027-03-15 04:59:59', '2027-03-14'],
    ['2027-03-15 05:00:00', '2027-03-15'],
    ['2027-11-08 05:59:59', '2027-11-07'],
    ['2027-03-01T05:59:59', '2027-02-28'],
    ['2027-03-01T05:59:59.5Z', '2027-02-28'],
    ['2027-03-01 05:59:59Z', '2027-02-28'],
    ['2027-03-01T00:30:00-06:00', '2027-03-01'],
    ['2027-03-01 06:00', '2027-03-01'],
    ['2027-03-01', '2027-03-01'],
    [' 2027-03-01 ', '2027-03-01'],
    ['1803880799', '2027-02-28'],
    ['1803880800', '2027-03-01'],
  ])('%s is %s, when first asked and when asked again', (text, date) => {
    expect(localDate(text)).toBe(day(date));
    expect(localDate(text)).toBe(day(date));
  });

  it('does not forget the offset of a text that is one minute with another', () => {
    const clock = clockAt('2027-03-01T12:00:00Z');
    const texts = ['2027-03-01T00:30:00', '2027-03-01T00:30:00-06:00', '2027-03-01T00:30:30'];
    expect(texts.map(clock.localDate)).toEqual([day('2027-02-28'), day('2027-03-01'), day('2027-02-28')]);
    const other = clockAt('2027-03-01T12:00:00Z');
    expect(texts.toReversed().map(other.localDate)).toEqual([
      day('2027-02-28'),
      day('2027-03-01'),
      day('2027-02-28'),
    ]);
  });

  it.each([
    '',
    'yesterday',
    '12345678',
    '2027-13-01',
    '-1803880800',
    '1803880800.5',
    '2027-13-01 00:00:00',
    '2027-03-01 25:00:00',
  ])('is unknown for %j', (text) => {
    expect(localDate(text)).toBeUndefined();
  });

  it.each([chicago, losAngeles, 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC'])(
    'is the one that Temporal gives, in %s',
    (timezone) => {
      const clock = clockAt('2027-03-01T12:00:00Z', timezone);
      const seconds = fc.integer({ min: 1_290_000_000, max: 2_100_000_000 });
      fc.assert(
        fc.property(seconds, (second) => {
          const instant = Temporal.Instant.fromEpochMilliseconds(second * 1000);
          const date = instant.toZonedDateTimeISO(timezone).toPlainDate().toString();
          expect(clock.localDate(formatDateTime(instant))).toBe(day(date));
        }),
        { numRuns: 500 },
      );
    },
  );

  it('follows the time zone of the run', () => {
    expect(clockAt('2027-03-01T12:00:00Z', losAngeles).localDate('2027-03-01 06:00:00')).toBe(
      day('2027-02-28'),
    );
  });
});

describe('the start of a local date', () => {
  it.each([
    [chicago, '2027-03-14', '2027-03-14 06:00:00'],
    [chicago, '2027-03-15', '2027-03-15 05:00:00'],
    [chicago, '2027-11-07', '2027-11-07 05:00:00'],
    [chicago, '2027-11-08', '2027-11-08 06:00:00'],
    [losAngeles, '2027-03-14', '2027-03-14 08:00:00'],
    [losAngeles, '2027-03-15', '2027-03-15 07:00:00'],
  ])('in %s: %s begins at %s', (timezone, date, start) => {
    expect(clockAt('2027-03-01T12:00:00Z', timezone).startOfDate(day(date))).toBe(start);
  });

  it('is on that date, and the second before on the day before', () => {
    const clock = clockAt('2027-03-01T12:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: day('2020-01-01'), max: day('2035-12-31') }), (number) => {
        const date = number as EpochDay;
        const start = clock.startOfDate(date);
        const before = Temporal.Instant.from(`${start.replace(' ', 'T')}Z`).subtract({ seconds: 1 });
        expect(clock.localDate(start)).toBe(date);
        expect(clock.localDate(formatDateTime(before))).toBe(day(isoDate(date - 1)));
      }),
    );
  });
});

describe('a date-time in the form of the database', () => {
  it.each([
    ['2027-03-01 05:59:59', '2027-03-01 05:59:59'],
    ['2028-02-29 05:59:59', '2028-02-29 05:59:59'],
    ['2027-03-01T00:30:00-06:00', '2027-03-01 06:30:00'],
    ['2027-02-29 05:59:59', undefined],
    ['2027-02-30 05:59:59', undefined],
    ['yesterday', undefined],
    ['1803880800', '2027-03-01 06:00:00'],
    ['123456789', '1973-11-29 21:33:09'],
    ['99999999999', '5138-11-16 09:46:39'],
    ['2027-03-01', undefined],
  ])('of %s is %s', (text, normal) => {
    expect(normalizeDateTime(text)).toBe(normal);
  });
});

describe('a date-time of the database', () => {
  it('is UTC, with or without saying so', () => {
    const instant = Temporal.Instant.from('2027-03-01T12:00:07Z');
    for (const text of ['2027-03-01 12:00:07', ' 2027-03-01 12:00:07 ', '2027-03-01T12:00:07z']) {
      expect(readDateTime(text)?.equals(instant)).toBe(true);
    }
  });

  it.each([
    '2027-03-01T07:00:07-05:00',
    '2027-03-01T07:00:07-0500',
    '2027-03-01 07:00:07-05',
    '2027-03-01 07:00:07 -0500',
    '2027-03-01 12:00:07.25+00',
    '2027-03-01 12:00:07 Z',
    '2027-03-01t17:30:07+05:30',
  ])('counts by its offset where there is one: %s', (text) => {
    expect(readDateTime(text)?.round('minute').toString()).toBe('2027-03-01T12:00:00Z');
  });

  it('is nothing if it cannot be read', () => {
    expect(readDateTime('2027-03-01')).toBeUndefined();
    expect(readDateTime('soon')).toBeUndefined();
    expect(readDateTime('2027-03-01 07:00:07 -5')).toBeUndefined();
    expect(readDateTime('2027-03-01 07:00:07  -0500')).toBeUndefined();
    expect(readDateTime('\u00a02027-03-01 12:00:07')).toBeUndefined();
  });

  it('is written without fraction and zone', () => {
    expect(formatDateTime(Temporal.Instant.from('2027-03-01T23:59:59.999Z'))).toBe('2027-03-01 23:59:59');
  });
});
