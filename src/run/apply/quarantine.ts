import type { Violation } from '../../domain/verify/verify-contact.ts';
import { mostViolations, type ViolationData } from '../../plan/found-violations.ts';

/** If more than one contact in this many has a violation, only withdrawals are applied at all (spec 4.1). */
const violationTolerance = 1000;

/** The contacts in whose placements verification has found violations, in all rounds of a run. */
export class Quarantine {
  readonly #contactIds = new Set<number>();
  readonly #violations: Violation[] = [];
  #total = 0;
  #contactCount = 0;

  /** Says how many contacts the whole plan has: what the tolerance is taken of. */
  setContactCount(count: number): void {
    this.#contactCount = count;
  }

  add({ list, count, contactIds }: ViolationData): void {
    this.#total += count;
    for (const contactId of contactIds) this.#contactIds.add(contactId);
    for (const violation of list)
      if (this.#violations.length < mostViolations) this.#violations.push(violation);
  }

  /** Contacts of which only withdrawals are applied; null: all, since too many are affected (spec 4.1). */
  get heldBack(): readonly number[] | null {
    return this.#contactIds.size * violationTolerance > this.#contactCount ? null : [...this.#contactIds];
  }

  /** Contacts affected. */
  get size(): number {
    return this.#contactIds.size;
  }

  /** The first contacts affected, in the order found. */
  listContacts(limit: number): number[] {
    return this.#contactIds.values().take(limit).toArray();
  }

  /** The first violations. */
  get violations(): readonly Violation[] {
    return this.#violations;
  }

  get violationCount(): number {
    return this.#total;
  }
}
