import fc from 'fast-check';
import { type Day, formatDay, localDateTime, parseRowDay } from './calendar.ts';

/** When a random run takes place. */
export interface RawClock {
  today: Day;
  timezone: string;
  sendTime: string;
  timeOfDay: 'midnight' | 'second_before' | 'at_send_time' | 'second_after' | 'evening' | 'last_second';
}

/** Leap days, month ends, New Year, both clock changes, the AEP dates. */
const notableDays = [
  '2026-12-31',
  '2027-01-01',
  '2027-02-28',
  '2027-03-01',
  '2027-03-14',
  '2027-09-15',
  '2027-09-30',
  '2027-10-01',
  '2027-11-07',
  '2027-12-31',
  '2028-01-01',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
  '2028-03-12',
].map(parseRowDay);

const anyDay = fc.integer({ min: parseRowDay('2026-09-01'), max: parseRowDay('2028-12-31') });

export const clockArbitrary: fc.Arbitrary<RawClock> = fc.record({
  today: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...notableDays) },
    { weight: 1, arbitrary: anyDay },
  ),
  timezone: fc.oneof(
    { weight: 3, arbitrary: fc.constant('America/Chicago') },
    {
      weight: 1,
      arbitrary: fc.constantFrom('America/Los_Angeles', 'America/New_York', 'UTC', 'Pacific/Auckland'),
    },
  ),
  sendTime: fc.constantFrom('08:30', '08:30', '00:00', '06:15', '23:59'),
  timeOfDay: fc.constantFrom(
    'midnight',
    'second_before',
    'at_send_time',
    'second_after',
    'evening',
    'last_second',
  ),
});

/** `as_of`, with the offset of UTC. */
export function asOfOf(clock: RawClock): string {
  return instantOf(clock.today, secondsOf(clock), clock.timezone).toISOString().replace('.000Z', '+00:00');
}

function secondsOf({ timeOfDay, sendTime }: RawClock): number {
  const [hours = 0, minutes = 0] = sendTime.split(':').map(Number);
  const seconds = hours * 3600 + minutes * 60;
  switch (timeOfDay) {
    case 'midnight':
      return 0;
    case 'second_before':
      return Math.max(0, seconds - 1);
    case 'at_send_time':
      return seconds;
    case 'second_after':
      return seconds + 1;
    case 'evening':
      return 22 * 3600 + 15 * 60;
    case 'last_second':
      return 86_399;
  }
}

/** The instant at which the clocks of a time zone show a date and a time of day. */
export function instantOf(day: Day, secondsOfDay: number, timeZone: string): Date {
  const wanted = (day * 86_400 + secondsOfDay) * 1000;
  let instant = wanted;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const shown = localDateTime(new Date(instant), timeZone);
    const [hours = 0, minutes = 0, seconds = 0] = shown.timeOfDay.split(':').map(Number);
    instant += wanted - (shown.day * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000;
  }
  return new Date(instant);
}

/** An instant as the database writes it. */
export function databaseTextOf(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}

/** How a system writes a date-time: as the database does, with an offset, in seconds since 1970, or not at all. */
export type MomentForm = 'database' | 'z' | 'offset' | 'seconds' | 'fraction' | 'date' | 'unreadable';

export const momentFormArbitrary: fc.Arbitrary<MomentForm> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<MomentForm>('database') },
  { weight: 4, arbitrary: fc.constantFrom<MomentForm>('z', 'offset', 'seconds', 'fraction') },
  { weight: 1, arbitrary: fc.constant<MomentForm>('unreadable') },
);

/** An instant in one of these forms; `date` is the date in the time zone. */
export function momentTextOf(instant: Date, form: MomentForm, timeZone: string): string {
  const seconds = Math.floor(instant.getTime() / 1000);
  switch (form) {
    case 'database':
      return databaseTextOf(instant);
    case 'z':
      return instant.toISOString().replace(/\.\d+/, '');
    case 'offset':
      return `${databaseTextOf(new Date((seconds - 5 * 3600) * 1000)).replace(' ', 'T')}-05:00`;
    case 'seconds':
      return String(seconds);
    case 'fraction':
      return `${databaseTextOf(instant)}.000`;
    case 'date':
      return formatDay(localDateTime(instant, timeZone).day);
    case 'unreadable':
      return 'just now';
  }
}
