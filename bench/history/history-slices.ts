import {
  addDays,
  type EpochDay,
  isLeapYear,
  toEpochDay,
  toYearMonthDay,
} from '../../src/domain/calendar/epoch-day.ts';
import {
  type AnniversaryKind,
  aepDay,
  aepKind,
  birthdayKind,
  effectiveDateKind,
} from '../../src/generate/anniversary-kinds.ts';
import type { HistoryPeople } from './history-people.ts';
import { createMonthDayIndex, type MonthDayIndex } from './month-day-index.ts';

/** The mails of one kind that were due on one day. */
export interface HistorySlice {
  readonly kind: AnniversaryKind;
  readonly eventDate: EpochDay;
  /** The ideal date. */
  readonly sendDate: EpochDay;
  /** Who gets the mail: positions in {@link HistoryPeople}. */
  readonly positions: Int32Array;
}

/** Whose anniversary a date is; 28 February of a common year is that of 29 February too (spec 2.1). */
function findAnniversaries(dates: Int32Array, index: MonthDayIndex, eventDate: EpochDay): Int32Array {
  const { year, month, day } = toYearMonthDay(eventDate);
  const newYear = toEpochDay(year, 1, 1);
  const beganEarlier = (position: number): boolean => (dates[position] as number) < newYear;
  const found = index(month, day).filter(beganEarlier);
  if (month !== 2 || day !== 28 || isLeapYear(year)) return found;
  return Int32Array.from([...found, ...index(2, 29).filter(beganEarlier)]);
}

const isAepDay = (date: EpochDay): boolean => {
  const { month, day } = toYearMonthDay(date);
  return month === aepDay.month && day === aepDay.day;
};

/**
 * Every anniversary mail that was due from one date to another, day by day, as daily runs would have found them. Within
 * a day birthdays come first, then policies, then AEP.
 */
export function* sliceHistory(
  people: HistoryPeople,
  first: EpochDay,
  last: EpochDay,
): Generator<HistorySlice> {
  const anniversaries = [
    { kind: birthdayKind, dates: people.birthDates, index: createMonthDayIndex(people.birthDates) },
    {
      kind: effectiveDateKind,
      dates: people.effectiveDates,
      index: createMonthDayIndex(people.effectiveDates),
    },
  ];
  const everybody = Int32Array.from(people.ids, (_, position) => position);
  for (let sendDate = first; sendDate <= last; sendDate = addDays(sendDate, 1)) {
    for (const { kind, dates, index } of anniversaries) {
      const eventDate = addDays(sendDate, kind.leadDays);
      yield { kind, eventDate, sendDate, positions: findAnniversaries(dates, index, eventDate) };
    }
    if (isAepDay(sendDate)) yield { kind: aepKind, eventDate: sendDate, sendDate, positions: everybody };
  }
}

/** Cuts slices up and gathers them, so that each batch holds at most `size` mails, and most hold so many. */
export function* gatherSlices(slices: Iterable<HistorySlice>, size: number): Generator<HistorySlice[]> {
  let batch: HistorySlice[] = [];
  let room = size;
  for (const slice of slices) {
    for (let at = 0; at < slice.positions.length; ) {
      const positions = slice.positions.subarray(at, at + room);
      batch.push({ ...slice, positions });
      at += positions.length;
      room -= positions.length;
      if (room > 0) continue;
      yield batch;
      batch = [];
      room = size;
    }
  }
  if (batch.length > 0) yield batch;
}
