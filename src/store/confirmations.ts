import type { DatabaseSync } from 'node:sqlite';
import { prepareArrays, textOf } from './read-rows.ts';
import { transaction } from './transaction.ts';

/** Who confirms, and when: UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface Confirmation {
  readonly by: string | null;
  readonly at: string;
}

/** A campaign instance by what people call it. */
export interface NamedInstance {
  readonly id: number;
  readonly campaignType: string;
  readonly instanceName: string;
}

/** Ids that anything in the database speaks of; what is out of range was never given (spec 2.2). */
const highestKnown = `
  select max(id) as id from (
    select max(id) as id from contacts where id <= 9007199254740990
    union all select max(contact_id) from email_schedules where contact_id <= 9007199254740990
    union all select max(contact_id) from contact_changes where contact_id <= 9007199254740990
    union all select max(contact_id) from contact_campaigns where contact_id <= 9007199254740990
    union all select max(contact_id) from contact_events where contact_id <= 9007199254740990
    union all select max(contact_id) from tracking_clicks where contact_id <= 9007199254740990
    union all select seq from sqlite_sequence where name = 'contacts' and seq <= 9007199254740990
  )`;

/** The statements that answer "whose history?" (spec 2.2). Every function throws SQLite's own error. */
export function prepareConfirmations(db: DatabaseSync) {
  const deletion = prepareArrays(
    db,
    "select max(id) from contact_changes where contact_id = :id and field = 'contact'",
  );
  const confirm = db.prepare(
    `insert into contact_confirmations (contact_id, change_id, confirmed_by, confirmed_at)
     values (:id, :changeId, :by, :at)
     on conflict (contact_id) do update
     set change_id = excluded.change_id, confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at`,
  );
  const highest = prepareArrays(db, highestKnown);
  const move = db.prepare('update contacts set id = :newId where id = :id');
  // An id that an update has given is not remembered by AUTOINCREMENT; a table of an older schema remembers none.
  const remember = db.prepare(
    "update sqlite_sequence set seq = :newId where name = 'contacts' and seq < :newId",
  );
  const instance = prepareArrays(
    db,
    `select id, campaign_type, instance_name from campaign_instances
     where id = :id or campaign_type || '/' || instance_name = :name order by id = :id desc limit 1`,
  );
  const confirmInstance = db.prepare(
    `update deleted_campaign_instances set confirmed_at = :at, confirmed_by = :by
     where instance_id = :id and confirmed_at is null`,
  );
  return {
    /** The newest deletion of a contact of this id, as an id of `contact_changes`; undefined: there was none. */
    findDeletion: (id: number): number | undefined => {
      const found = deletion({ id })[0]?.[0] ?? null;
      return found === null ? undefined : Number(found);
    },
    /** The contact is the person that was deleted: the history is theirs. */
    confirmSame: (id: number, changeId: number, { by, at }: Confirmation): void => {
      confirm.run({ id, changeId, by, at });
    },
    /** The contact is a new person: it gets an id that no contact ever had; the history stays with the old id. */
    giveNewId: (id: number): number =>
      transaction(db, () => {
        const newId = Number(highest({})[0]?.[0]) + 1;
        move.run({ id, newId });
        remember.run({ newId });
        return newId;
      }),
    /** By id, or as `type/name`. */
    findInstance: (text: string): NamedInstance | undefined => {
      const id = /^\d{1,15}$/.test(text) ? Number(text) : null;
      const row = instance({ id, name: text })[0];
      return row && { id: Number(row[0]), campaignType: textOf(row[1]), instanceName: textOf(row[2]) };
    },
    /** The instance is to have its id, whatever another one did under it; returns how many deletions that concerns. */
    confirmInstance: (id: number, { by, at }: Confirmation): number =>
      Number(confirmInstance.run({ id, by, at }).changes),
  };
}
