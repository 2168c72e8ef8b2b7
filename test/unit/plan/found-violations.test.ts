import { describe, expect, it } from 'vitest';
import type { Violation } from '../../../src/domain/verify/verify-contact.ts';
import { FoundViolations, mostViolations } from '../../../src/plan/found-violations.ts';
import { Quarantine } from '../../../src/run/apply/quarantine.ts';

const violationOf = (contactId: number): Violation => ({ contactId }) as unknown as Violation;

/** So many contacts from an id on, each with two violations. */
function foundFrom(first: number, contacts: number): FoundViolations {
  const found = new FoundViolations();
  for (let id = first; id < first + contacts; id++) found.add(id, [violationOf(id), violationOf(id)]);
  return found;
}

describe('what verification has found', () => {
  it('keeps the first violations, and counts all of them and their contacts', () => {
    const found = foundFrom(1, 5000);
    expect(found.list).toHaveLength(mostViolations);
    expect(found.count).toBe(10_000);
    expect([...found.contactIds]).toEqual(Array.from({ length: 5000 }, (_, i) => i + 1));
  });

  it('knows no contact without violations', () => {
    const found = foundFrom(1, 2);
    found.add(3, []);
    expect([...found.contactIds]).toEqual([1, 2]);
  });

  it('is joined from two halves, one of another thread', () => {
    const joined = foundFrom(1, 300);
    joined.append(structuredClone(foundFrom(301, 400).data));
    const whole = foundFrom(1, 700);
    expect([joined.count, joined.list, [...joined.contactIds]]).toEqual([
      whole.count,
      whole.list,
      [...whole.contactIds],
    ]);
    joined.add(701, [violationOf(701)]);
    expect(joined.contactIds).toHaveLength(701);
  });

  it('quarantines every contact, of all rounds, once', () => {
    const quarantine = new Quarantine();
    quarantine.setContactCount(10_000_000);
    quarantine.add(foundFrom(1, 5000));
    quarantine.add(foundFrom(4999, 3));
    expect(quarantine.size).toBe(5001);
    expect(quarantine.violationCount).toBe(10_006);
    expect(quarantine.violations).toHaveLength(mostViolations);
    expect(quarantine.heldBack).toHaveLength(5001);
  });
});
