import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ReusedIds } from '../domain/contact/duplicates.ts';
import { isReusedId } from '../domain/contact/same-person.ts';
import type { ReturnedId } from '../store/deletion-reads.ts';
import type { Store } from '../store/store.ts';

/** Is the one who has the id now another person than those who had it before? */
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

/** Reused ids for those who plan all contacts; read when the first one is asked for, from the snapshot that is planned. */
export function findAllReusedIds(store: Store, today: EpochDay): ReusedIds {
  let ids: Set<number> | undefined;
  return {
    has: (contactId) => {
      ids ??= readAllReusedIds(store, today);
      return ids.has(contactId);
    },
  };
}

/** Reused ids for those who plan a few contacts. */
export function lookUpReusedIds(store: Store, today: EpochDay): ReusedIds {
  const reads = store.deletions;
  return { has: (contactId) => isReused(reads.readReturnedId(contactId), today) };
}
