/** A contact that could not be written, and why. */
export interface UnwrittenContact {
  readonly contact: number;
  readonly reason: string;
}

/**
 * If more contacts than these cannot be written, the contacts are not the cause, and the run ends as failed.
 * Finding each of them costs a dozen transactions, too.
 */
const mostUnwritten = 1000;

/** Characters of a reason that are kept: a trigger may quote the whole row. */
const longestReason = 500;

/** Contacts that could not be written, each once: a contact that is planned again may be written after all. */
export class UnwrittenContacts {
  readonly #reasons = new Map<number, string>();

  /** True: there are too many by now. */
  add(contact: number, reason: string): boolean {
    this.#reasons.set(contact, reason.slice(0, longestReason));
    return this.#reasons.size > mostUnwritten;
  }

  get list(): readonly UnwrittenContact[] {
    return [...this.#reasons]
      .map(([contact, reason]) => ({ contact, reason }))
      .sort((a, b) => a.contact - b.contact);
  }
}
