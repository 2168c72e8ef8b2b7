import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { HistoryBound } from '../../../src/domain/plan/history-bound.ts';
import { findLateRows, LateRows } from '../../../src/plan/late-rows.ts';
import type { prepareScheduleReads } from '../../../src/store/email-schedules.ts';
import { day } from '../../support/day-builder.ts';

const id = fc.integer({ min: 1, max: 12 });
const bounds = { since: '2026-01-01', recentFrom: '2026-12-01', today: '2027-03-01', liveCampaigns: '[3]' };

test('late contacts are those among the contacts asked for, in the order of ids', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id), id, id, fc.uniqueArray(id), (contacts, after, upTo, listed) => {
      const inOrder = contacts.sort((a, b) => a - b);
      const late = new LateRows(Float64Array.from(inOrder), bounds);
      expect(late.contactsOf({ after, upTo })).toEqual(
        inOrder.filter((each) => each > after && each <= upTo),
      );
      const ids = listed.sort((a, b) => a - b);
      expect(late.contactsOf(ids)).toEqual(inOrder.filter((each) => ids.includes(each)));
    }),
  );
});

const history: HistoryBound = {
  since: day('2026-01-01'),
  recentFrom: day('2026-12-01'),
  today: day('2027-03-01'),
  liveCampaigns: new Set([3]),
};

/** A table of late rows of these contacts, of an instance and of none; counts the rows that are asked for. */
function tableOf(contacts: Iterable<number>) {
  const asked = { rows: 0 };
  const list = function* (): Generator<number> {
    for (const contact of contacts) {
      asked.rows++;
      yield contact;
    }
  };
  const reads = { listLate: list, listInstances: () => [3, 4].values(), listLateOfCampaign: list };
  return { asked, reads: reads as unknown as ReturnType<typeof prepareScheduleReads> };
}

describe('the contacts with late rows', () => {
  it('are kept once each, in the order of ids, however many rows they have', () => {
    const contacts = Array.from({ length: 3000 }, (_, i) => 1 + ((i * 7919) % 300));
    const { reads } = tableOf(contacts);
    const late = findLateRows(reads, history, 300);
    expect(late?.contactsOf({ after: 0, upTo: 1000 })).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(late?.bounds).toEqual(bounds);
  });

  it('are not kept beyond the bound, and not read to the end', () => {
    const { reads, asked } = tableOf(Array.from({ length: 100_000 }, (_, i) => i));
    expect(findLateRows(reads, history, 300)).toBeUndefined();
    expect(asked.rows).toBeLessThan(2000);
    expect(findLateRows(tableOf([1, 2, 3]).reads, history, 2)).toBeUndefined();
  });

  it('are not looked for where all of history counts', () => {
    const { reads, asked } = tableOf([1, 2]);
    const late = findLateRows(reads, { ...history, since: day('0000-01-01') });
    expect(late?.contactsOf({ after: 0, upTo: 9 })).toEqual([]);
    expect(asked.rows).toBe(0);
  });
});
