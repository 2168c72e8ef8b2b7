import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gatherSlices } from '../../../bench/history/history-slices.ts';
import { createMonthDayIndex, noDate } from '../../../bench/history/month-day-index.ts';
import { type EpochDay, toEpochDay, toYearMonthDay } from '../../../src/domain/calendar/epoch-day.ts';
import { birthdayKind } from '../../../src/generate/anniversary-kinds.ts';

const day = toEpochDay(2027, 1, 1);
const toSlice = (positions: readonly number[]) => ({
  kind: birthdayKind,
  eventDate: day,
  sendDate: day,
  positions: Int32Array.from(positions),
});

test('gathers slices into batches of one size without losing a mail or its place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.nat(1000), { maxLength: 20 })),
      fc.integer({ min: 1, max: 30 }),
      (slices, size) => {
        const batches = [...gatherSlices(slices.map(toSlice), size)].map((batch) =>
          batch.flatMap(({ positions }) => [...positions]),
        );
        expect(batches.flat()).toEqual(slices.flat());
        for (const batch of batches.slice(0, -1)) expect(batch).toHaveLength(size);
        expect(batches.at(-1)?.length ?? 1).toBeGreaterThan(0);
      },
    ),
  );
});

const someDate = fc.integer({ min: toEpochDay(1900, 1, 1), max: toEpochDay(2100, 1, 1) });

test('finds every date under its month and day, in rising order, and absent ones nowhere', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(someDate, fc.constant(noDate)), { maxLength: 200 }), (dates) => {
      const index = createMonthDayIndex(Int32Array.from(dates));
      const expected = new Map<string, number[]>();
      dates.forEach((date, position) => {
        if (date === noDate) return;
        const { month, day: dayOfMonth } = toYearMonthDay(date as EpochDay);
        const key = `${month}-${dayOfMonth}`;
        expected.set(key, [...(expected.get(key) ?? []), position]);
      });
      let found = 0;
      for (let month = 1; month <= 12; month++) {
        for (let dayOfMonth = 1; dayOfMonth <= 31; dayOfMonth++) {
          const positions = [...index(month, dayOfMonth)];
          expect(positions).toEqual(expected.get(`${month}-${dayOfMonth}`) ?? []);
          found += positions.length;
        }
      }
      expect(found).toBe(dates.filter((date) => date !== noDate).length);
    }),
    { numRuns: 50 },
  );
});
