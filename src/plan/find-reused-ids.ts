import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ReusedIds } from '../domain/contact/duplicates.ts';
import { isReusedId } from '../domain/contact/same-person.ts';
import type { ReturnedId } from '../store/deletion-reads.ts';
import type { Store } from '../store/store.ts';

/** Has the id belonged to another person before? */
function isReused(returned: readonly ReturnedId[], today: EpochDay): boolean {
  const last = returned.at(-1);
  return last !== undefined && isReusedId([...returned.map(({ deleted }) => deleted), last.present], today);
}

function readAllReusedIds(store: Store, today: EpochDay): Set<number> {
  const reused = new Set<number>();
  let group: ReturnedId[] = [];
  const judge = (): void => {
    if (isReused(group, today)) reused.add((group[0] as ReturnedId).contactId);
    group = [];
  };
  for (const returned of store.deletions.readReturnedIds()) {
    if (group[0]?.contactId !== returned.contactId) judge();
    group.push(returned);
  }
  judge();
  return reused;
}

/** Reused ids for a plan of all contacts; read from its snapshot, when the first id is looked up. */
export function findAllReusedIds(store: Store, today: EpochDay): ReusedIds {
  let ids: Set<number> | undefined;
  return {
    has: (contactId) => {
      ids ??= readAllReusedIds(store, today);
      return ids.has(contactId);
    },
  };
}

/** Reused ids for a plan of a few contacts. */
export function lookUpReusedIds(store: Store, today: EpochDay): ReusedIds {
  const reads = store.deletions;
  return { has: (contactId) => isReused(reads.readReturnedId(contactId), today) };
}
