import type { DatabaseSync } from 'node:sqlite';
import { asText, prepareArrays } from './read-rows.ts';
import { transaction } from './transaction.ts';

/** Statements on `stale_marks` and `plan_basis` (spec 6.3). Every function throws SQLite's own error. */
export function prepareStaleMarks(db: DatabaseSync) {
  const last = prepareArrays(db, 'select ifnull(max(seq), 0) from stale_marks');
  const counts = prepareArrays(db, 'select kind, count(*) from stale_marks group by kind');
  const mark = db.prepare('insert into mark_stale (kind, id, reason) values (:kind, :id, :reason)');
  const clear = db.prepare('delete from stale_marks where seq <= :seq');
  const clearContacts = db.prepare(
    `delete from stale_marks
     where kind = 'contact' and seq <= :seq and id in (select value from json_each(:ids))`,
  );
  const basis = prepareArrays(db, 'select hash from plan_basis where id = 1');
  const setBasis = db.prepare(
    `insert into plan_basis (id, hash, run_id) values (1, :hash, :runId)
     on conflict (id) do update set hash = excluded.hash, run_id = excluded.run_id`,
  );
  return {
    /** The newest mark; what a run has read when it reads it in, or before, its snapshot. */
    findLastMark: (): number => Number(last({})[0]?.[0]),
    /** How many marks there are of each kind: `contact`, `instance`, `everything`. */
    countMarks: (): Readonly<Record<string, number>> => Object.fromEntries(counts({}) as [string, number][]),
    /** Nothing is sent until a completed run of all contacts. */
    markEverything: (reason: string): void => {
      mark.run({ kind: 'everything', id: 0, reason });
    },
    markContacts: (ids: readonly number[], reason: string): void => {
      transaction(db, () => {
        for (const id of ids) mark.run({ kind: 'contact', id, reason });
      });
    },
    clearUpTo: (seq: number): void => {
      clear.run({ seq });
    },
    clearContactsUpTo: (seq: number, ids: readonly number[]): void => {
      clearContacts.run({ seq, ids: JSON.stringify(ids) });
    },
    /** The basis of the last completed run of all contacts; undefined: there was none. */
    findBasis: (): string | undefined => asText(basis({})[0]?.[0] ?? null) ?? undefined,
    setBasis: (hash: string, runId: string): void => {
      setBasis.run({ hash, runId });
    },
  };
}

/** What {@link prepareStaleMarks} returns. */
export type StaleMarks = ReturnType<typeof prepareStaleMarks>;
