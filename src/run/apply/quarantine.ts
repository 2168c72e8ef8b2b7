import type { Violation } from '../../domain/verify/verify-contact.ts';

/** More contacts in violation than one in this many: nothing but withdrawals is applied at all (spec 4.1). */
const violationTolerance = 1000;

/** Violations whose rows are kept for the report; all are counted. */
const violationsKept = 1000;

/** The contacts to whose placements verification has objected, in all rounds of a run. */
export class Quarantine {
  readonly #contactIds = new Set<number>();
  readonly #violations: Violation[] = [];
  #total = 0;
  #contactCount = 0;

  /** Says how many contacts the whole plan has: what the tolerance is taken of. */
  setContactCount(count: number): void {
    this.#contactCount = count;
  }

  add(violations: Iterable<Violation>): void {
    for (const violation of violations) {
      this.#total++;
      this.#contactIds.add(violation.contact_id);
      if (this.#violations.length < violationsKept) this.#violations.push(violation);
    }
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
