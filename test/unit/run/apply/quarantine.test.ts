import { describe, expect, it } from 'vitest';
import type { Violation } from '../../../../src/domain/verify/verify-contact.ts';
import { Quarantine } from '../../../../src/run/apply/quarantine.ts';

const of = (contactId: number): Violation =>
  ({ contactId, rule: 'excluded_date', detail: 'd', mail: {} }) as unknown as Violation;
const upTo = (count: number): Violation[] => Array.from({ length: count }, (_, index) => of(index + 1));

function quarantineOf(contacts: number, ...rounds: Violation[][]): Quarantine {
  const quarantine = new Quarantine();
  quarantine.setContactCount(contacts);
  for (const list of rounds) {
    const ids = new Set(list.map(({ contactId }) => contactId));
    quarantine.add({ list, count: list.length, contactIds: Float64Array.from(ids) });
  }
  return quarantine;
}

describe('contacts in quarantine (spec 4.1)', () => {
  it('are those affected, each once, up to 1 in 1,000', () => {
    expect(quarantineOf(2000, [of(5), of(9)]).heldBack).toEqual([5, 9]);
    expect(quarantineOf(1000, []).heldBack).toEqual([]);
  });

  it('are all, from one more on', () => {
    expect(quarantineOf(1999, [of(5), of(9)]).heldBack).toBeNull();
    expect(quarantineOf(999, [of(5)]).heldBack).toBeNull();
  });

  it('are counted against the whole plan in every round', () => {
    expect(quarantineOf(2000, [of(5)], [of(9), of(5)]).heldBack).toEqual([5, 9]);
    expect(quarantineOf(2000, [of(5)], [of(9)], [of(10)]).heldBack).toBeNull();
  });

  it('are counted exactly, however many; the first are listed', () => {
    const quarantine = quarantineOf(1_000_000, upTo(150_000), upTo(150_000));
    expect([quarantine.size, quarantine.violationCount]).toEqual([150_000, 300_000]);
    expect(quarantine.listContacts(3)).toEqual([1, 2, 3]);
    expect(quarantine.violations).toHaveLength(1000);
  });
});
