const nothing: readonly never[] = [];

/** A list in the order of contact ids, taken contact by contact. */
export class ContactCursor<T> {
  readonly #list: readonly T[];
  readonly #idOf: (item: T) => number;
  #next = 0;

  constructor(list: readonly T[], idOf: (item: T) => number) {
    this.#list = list;
    this.#idOf = idOf;
  }

  /** The contact id of the next item; infinity at the end. */
  get id(): number {
    const item = this.#list[this.#next];
    return item === undefined ? Number.POSITIVE_INFINITY : this.#idOf(item);
  }

  /** The items of a contact; those of contacts before it are passed over. */
  take(contactId: number): readonly T[] {
    while (this.id < contactId) this.#next++;
    if (this.id !== contactId) return nothing;
    const first = this.#next;
    while (this.id === contactId) this.#next++;
    return this.#list.slice(first, this.#next);
  }
}
