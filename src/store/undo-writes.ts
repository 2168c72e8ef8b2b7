import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import {
  contentJson,
  type StoredContent,
  senderColumns,
  storedColumns,
  wholeContentJson,
} from './stored-content.ts';

/** Still the planner's (spec 2.5), whatever was read before: the last guard. */
const isOwned = "status in ('pre-scheduled', 'skipped')";

const allColumns = [...storedColumns, ...senderColumns];

/** An older version may have kept fewer columns. */
const named = (
  content: StoredContent,
  columns: readonly (keyof StoredContent)[],
): Record<string, SQLInputValue> =>
  Object.fromEntries(columns.map((column) => [column, content[column] ?? null]));

/**
 * Statements by which `runs undo` brings rows back (spec 4.1), each change together with its entry in
 * `schedule_changes`. The caller holds a transaction.
 *
 * @param runId of the undo: names the entries. The rows themselves get back the run id and the times they had.
 */
export function prepareUndoWrites(db: DatabaseSync, runId: string) {
  const record = db.prepare(
    `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before)
     select :runId, id, contact_id, :change, iif(:change = 'delete', ${wholeContentJson}, ${contentJson})
     from email_schedules where id = :id`,
  );
  const recordInsert = db.prepare(
    `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change)
     values (:runId, :id, :contactId, 'insert')`,
  );
  const complete = db.prepare(
    `update schedule_changes set after = (select ${contentJson} from email_schedules where id = :id)
     where id = :changeId`,
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
    /** Takes away a row that a run had inserted. */
    removeRow(id: number): void {
      record.run({ runId, change: 'delete', id });
      remove.run({ id });
    },
    /** Gives a row the content it had. False: another row has its identity now; the caller rolls back. */
    changeRowBack(id: number, content: StoredContent): boolean {
      const { lastInsertRowid } = record.run({ runId, change: 'update', id });
      if (update.run({ id, ...named(content, storedColumns) }).changes === 0) return false;
      complete.run({ id, changeId: lastInsertRowid });
      return true;
    },
    /** Brings back a row that a run had deleted, under its old id. False: another row has its identity now. */
    bringRowBack(id: number, contactId: number, content: StoredContent): boolean {
      if (insert.run({ id, contactId, ...named(content, allColumns) }).changes === 0) return false;
      const { lastInsertRowid } = recordInsert.run({ runId, id, contactId });
      complete.run({ id, changeId: lastInsertRowid });
      return true;
    },
    setTargetStatus(id: number, status: string, now: string): void {
      setTargetStatus.run({ id, status, now });
    },
  };
}

/** What {@link prepareUndoWrites} returns. */
export type UndoWrites = ReturnType<typeof prepareUndoWrites>;
