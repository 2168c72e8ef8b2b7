import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { deletedContentJson, type StoredContent, senderColumns, storedColumns } from './stored-content.ts';

/** Still the planner's (spec 2.5), whatever was read before: the last guard. */
const isOwned = "status in ('pre-scheduled', 'skipped')";

const allColumns = [...storedColumns, ...senderColumns];

/** An older version may have kept fewer columns. */
const named = (content: StoredContent, columns: readonly string[]): Record<string, SQLInputValue> =>
  Object.fromEntries(columns.map((column) => [column, content[column] ?? null]));

/**
 * Statements by which `runs undo` brings rows back (spec 4.1), each change together with its entry in
 * `schedule_changes`. The caller holds a transaction.
 *
 * @param runId of the undo: names the entries. The rows themselves get back the run id and the times they had.
 */
export function prepareUndoWrites(db: DatabaseSync, runId: string) {
  const recordDelete = db.prepare(
    `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before)
     select :runId, id, contact_id, 'delete', ${deletedContentJson} from email_schedules where id = :id`,
  );
  const record = db.prepare(
    `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before, after)
     values (:runId, :id, :contactId, :change, :before, :after)`,
  );
  const remove = db.prepare(`delete from email_schedules where id = :id and ${isOwned}`);
  const update = db.prepare(
    `update or ignore email_schedules set ${storedColumns.map((column) => `${column} = :${column}`).join(', ')}
     where id = :id and ${isOwned}`,
  );
  const insert = db.prepare(
    `insert or ignore into email_schedules (id, contact_id, ${allColumns.join(', ')})
     values (:id, :contactId, ${allColumns.map((column) => `:${column}`).join(', ')})`,
  );
  const setTargetStatus = db.prepare(
    'update contact_campaigns set status = :status, updated_at = :now where id = :id',
  );
  return {
    /** Takes away a row that a run had inserted. False: it is no longer the planner's; the caller rolls back. */
    removeRow(id: number): boolean {
      recordDelete.run({ runId, id });
      return remove.run({ id }).changes !== 0;
    },
    /** Gives a row the content it had. False: another row has its identity now; the caller rolls back. */
    changeRowBack(id: number, contactId: number, present: StoredContent, former: StoredContent): boolean {
      const changed = storedColumns.filter((column) => present[column] !== former[column]);
      const [before, after] = [present, former].map((content) => JSON.stringify(named(content, changed)));
      record.run({
        runId,
        id,
        contactId,
        change: 'update',
        before: before as string,
        after: after as string,
      });
      return update.run({ id, ...named(former, storedColumns) }).changes !== 0;
    },
    /** Brings back a row that a run had deleted, under its old id. False: another row has its identity now. */
    bringRowBack(id: number, contactId: number, content: StoredContent): boolean {
      if (insert.run({ id, contactId, ...named(content, allColumns) }).changes === 0) return false;
      record.run({ runId, id, contactId, change: 'insert', before: null, after: null });
      return true;
    },
    setTargetStatus(id: number, status: string, now: string): void {
      setTargetStatus.run({ id, status, now });
    },
  };
}

/** What {@link prepareUndoWrites} returns. */
export type UndoWrites = ReturnType<typeof prepareUndoWrites>;
