import type { Violation } from '../domain/verify/verify-contact.ts';

/** Violations that are kept; all are counted. */
export const mostViolations = 1000;

/** What one thread sends to another of {@link FoundViolations}. */
export interface ViolationData {
  readonly list: readonly Violation[];
  readonly count: number;
  readonly contactIds: Float64Array;
}

/** The violations of a plan: the first ones in full, of the others their number and their contacts (spec 4.4). */
export class FoundViolations implements ViolationData {
  readonly list: Violation[] = [];
  count = 0;
  #ids = new Float64Array(16);
  #contacts = 0;

  /** Adds the violations of one contact; contacts come in ascending order, each once. */
  add(contactId: number, found: readonly Violation[]): void {
    if (found.length === 0) return;
    this.count += found.length;
    for (const violation of found) if (this.list.length < mostViolations) this.list.push(violation);
    if (this.#contacts === this.#ids.length) {
      const grown = new Float64Array(2 * this.#ids.length);
      grown.set(this.#ids);
      this.#ids = grown;
    }
    this.#ids[this.#contacts++] = contactId;
  }

  /** Adds what was found among contacts with higher ids. */
  append({ list, count, contactIds }: ViolationData): void {
    this.count += count;
    for (const violation of list) if (this.list.length < mostViolations) this.list.push(violation);
    const joined = new Float64Array(this.#contacts + contactIds.length);
    joined.set(this.contactIds);
    joined.set(contactIds, this.#contacts);
    this.#ids = joined;
    this.#contacts = joined.length;
  }

  /** Ascending, each once. */
  get contactIds(): Float64Array {
    return this.#ids.subarray(0, this.#contacts);
  }

  /** Plain data, for another thread. */
  get data(): ViolationData {
    return { list: this.list, count: this.count, contactIds: this.contactIds.slice() };
  }
}
