import { type EpochDay, toYearMonthDay } from '../../src/domain/calendar/epoch-day.ts';

/** Stands for an absent date in a column of dates. */
export const noDate = -0x80000000;

/** The positions of the dates of one month and day, whatever their year, in rising order. */
export type MonthDayIndex = (month: number, day: number) => Int32Array;

/** One key per month and day, and one more for absent dates. */
const keyCount = 12 * 31 + 1;
const keyOf = (month: number, day: number): number => (month - 1) * 31 + day - 1;

function toKeys(dates: Int32Array): Uint16Array {
  return Uint16Array.from(dates, (date) => {
    if (date === noDate) return keyCount - 1;
    const { month, day } = toYearMonthDay(date as EpochDay);
    return keyOf(month, day);
  });
}

/** Where each key's positions begin; one more entry, for the end of the last. */
function countStarts(keys: Uint16Array): Int32Array {
  const starts = new Int32Array(keyCount + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] as number) + 1;
  for (let key = 0; key < keyCount; key++)
    starts[key + 1] = (starts[key + 1] as number) + (starts[key] as number);
  return starts;
}

/** Indexes a column of dates by month and day: a counting sort, which takes two passes over the column. */
export function createMonthDayIndex(dates: Int32Array): MonthDayIndex {
  const keys = toKeys(dates);
  const starts = countStarts(keys);
  const next = starts.slice();
  const positions = new Int32Array(dates.length);
  keys.forEach((key, position) => {
    const at = next[key] as number;
    positions[at] = position;
    next[key] = at + 1;
  });
  return (month, day) => positions.subarray(starts[keyOf(month, day)], starts[keyOf(month, day) + 1]);
}
