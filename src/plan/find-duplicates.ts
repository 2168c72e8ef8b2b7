import { findFirst } from '../domain/arithmetic/find-first.ts';
import type { ContactRecord } from '../domain/contact/contact.ts';
import type { Duplicates } from '../domain/contact/duplicates.ts';
import { type Duplicate, findDuplicates } from '../domain/contact/find-duplicates.ts';
import type { ContactRules } from '../domain/contact/read-contact.ts';
import { toComparedText } from '../domain/text/compared-text.ts';
import type { Store } from '../store/store.ts';

/** Duplicates by id, as columns: there may be very many. */
class DuplicateTable implements Duplicates {
  #ids: Float64Array;
  #originals: Float64Array;
  #length = 0;

  constructor() {
    this.#ids = new Float64Array(16);
    this.#originals = new Float64Array(16);
  }

  add({ id, originalId }: Duplicate): void {
    if (this.#length === this.#ids.length) {
      this.#ids = this.#grow(this.#ids);
      this.#originals = this.#grow(this.#originals);
    }
    this.#ids[this.#length] = id;
    this.#originals[this.#length] = originalId;
    this.#length++;
  }

  /** Sorts duplicates by id: the index gives them in the order of addresses. */
  sort(): void {
    const ids = this.#ids;
    const originals = this.#originals;
    const order = Uint32Array.from({ length: this.#length }, (_, place) => place);
    order.sort((a, b) => (ids[a] as number) - (ids[b] as number));
    this.#ids = Float64Array.from(order, (place) => ids[place] as number);
    this.#originals = Float64Array.from(order, (place) => originals[place] as number);
  }

  originalOf(contactId: number): number | undefined {
    if (this.#length === 0) return undefined;
    const place = findFirst(this.#length, (at) => (this.#ids[at] as number) >= contactId);
    return this.#ids[place] === contactId ? this.#originals[place] : undefined;
  }

  #grow(column: Float64Array): Float64Array {
    const grown = new Float64Array(2 * column.length);
    grown.set(column);
    return grown;
  }
}

/** Records that follow one another and have one address. */
function* groupByAddress(records: Iterable<ContactRecord>): Generator<ContactRecord[]> {
  let group: ContactRecord[] = [];
  let address = '';
  for (const record of records) {
    const own = toComparedText(record.email ?? '');
    if (own !== address) {
      if (group.length > 1) yield group;
      group = [];
      address = own;
    }
    group.push(record);
  }
  if (group.length > 1) yield group;
}

/** All duplicates of a database: one walk through the index of addresses (spec 2.2). */
function readAllDuplicates(store: Store, rules: ContactRules): Duplicates {
  const table = new DuplicateTable();
  for (const group of groupByAddress(store.duplicates.readSharedAddresses())) {
    for (const duplicate of findDuplicates(group, rules)) table.add(duplicate);
  }
  table.sort();
  return table;
}

/**
 * Duplicates for a plan of all contacts. They are read when the first contact is looked up, and so from the snapshot of
 * the plan.
 *
 * @param rules judge contacts one by one: they know no duplicates
 */
export function findAllDuplicates(store: Store, rules: ContactRules): Duplicates {
  let table: Duplicates | undefined;
  return {
    originalOf: (contactId) => {
      table ??= readAllDuplicates(store, rules);
      return table.originalOf(contactId);
    },
  };
}

/** Duplicates for a plan of a few contacts: each is looked up by its address. */
export function lookUpDuplicates(store: Store, rules: ContactRules): Duplicates {
  const reads = store.duplicates;
  return {
    originalOf: (contactId) => {
      const group = reads.readOfSameAddress(contactId);
      if (group.length < 2) return undefined;
      return findDuplicates(group, rules).find(({ id }) => id === contactId)?.originalId;
    },
  };
}
