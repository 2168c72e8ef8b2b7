/** Contacts that are named; of more only the number is kept. */
const mostNamed = 1000;

/** What one thread tells another of {@link PassedOver}. */
export interface PassedOverData {
  readonly contacts: number;
  readonly gone: number;
  readonly named: readonly number[];
}

/**
 * Contacts that have more rows, targets or issues than are read at once (spec 4.4). Nothing of them is planned or
 * changed, and a run that meets one says so: a person must look at what has written so much.
 */
export class PassedOver {
  readonly #named = new Set<number>();
  /** Contacts that exist. */
  contacts = 0;
  /** Ids that no contact has; nobody gets their mail (docs/senders.md). */
  gone = 0;

  add(contactId: number, exists: boolean): void {
    if (this.#named.has(contactId)) return;
    if (this.#named.size < mostNamed) this.#named.add(contactId);
    if (exists) this.contacts++;
    else this.gone++;
  }

  /** Is a contact among the first thousand? */
  has(contactId: number): boolean {
    return this.#named.has(contactId);
  }

  get data(): PassedOverData {
    return { contacts: this.contacts, gone: this.gone, named: [...this.#named] };
  }

  /** Takes over what another thread has passed over: other contacts. */
  merge({ contacts, gone, named }: PassedOverData): void {
    this.contacts += contacts;
    this.gone += gone;
    for (const id of named) if (this.#named.size < mostNamed) this.#named.add(id);
  }
}
