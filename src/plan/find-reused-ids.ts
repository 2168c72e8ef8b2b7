import type { DatabaseSync } from 'node:sqlite';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { ReusedIds } from '../domain/contact/duplicates.ts';
import { isReusedId } from '../domain/contact/same-person.ts';
import { prepareDeletionReads, type ReturnedId } from '../store/deletion-reads.ts';

/** Is the one who has the id now another person than those who had it before? */
function isReused(returned: readonly ReturnedId[], today: EpochDay): boolean {
  const last = returned.at(-1);
  return last !== undefined && isReusedId([...returned.map(({ deleted }) => deleted), last.present], today);
}

function readAllReusedIds(db: DatabaseSync, today: EpochDay): Set<number> {
  const reused = new Set<number>();
  let group: ReturnedId[] = [];
  const judge = (): void => {
    if (isReused(group, today)) reused.add((group[0] as ReturnedId).contactId);
    group = [];
  };
  for (const returned of prepareDeletionReads(db).readReturnedIds()) {
    if (group[0]?.contactId !== returned.contactId) judge();
    group.push(returned);
  }
  judge();
  return reused;
}

/** Reused ids for those who plan all contacts; read when the first one is asked for, from the snapshot that is planned. */
export function findAllReusedIds(db: DatabaseSync, today: EpochDay): ReusedIds {
  let ids: Set<number> | undefined;
  return {
    has: (contactId) => {
      ids ??= readAllReusedIds(db, today);
      return ids.has(contactId);
    },
  };
}

/** Reused ids for those who plan a few contacts. */
export function lookUpReusedIds(db: DatabaseSync, today: EpochDay): ReusedIds {
  const reads = prepareDeletionReads(db);
  return { has: (contactId) => isReused(reads.readReturnedId(contactId), today) };
}
