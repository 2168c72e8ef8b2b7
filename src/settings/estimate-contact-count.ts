import type { Store } from '../store/store.ts';

/** Contacts that are counted in a few milliseconds. */
const quicklyCounted = 100_000;

/**
 * The number of contacts, on which daily cap and size profile rest: counted where that is quick, else as the last run
 * of all contacts found it, since counting millions takes longer than all the rest of `explain` (spec 5). It is also
 * the number by which the stored plan was made.
 */
export function estimateContactCount(store: Store): number {
  const reads = store.explainReads;
  const last = reads.findLastContactCount();
  if (last !== undefined && last >= quicklyCounted) return last;
  const counted = reads.countContacts(quicklyCounted);
  if (counted < quicklyCounted) return counted;
  return last ?? store.countContacts();
}
