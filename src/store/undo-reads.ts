import type { DatabaseSync } from 'node:sqlite';
import { mostId, prepareArrays } from './read-rows.ts';
import { type StoredColumns, type StoredContent, wholeContentJson } from './stored-content.ts';

/**
 * An entry of `schedule_changes` (spec 3.1): what a run changed, deleted or brought back. Of an update the columns that
 * differ; entries of older versions have all of them.
 */
export interface ScheduleChange {
  readonly scheduleId: number;
  /** Absent for a row that was brought back. */
  readonly before: StoredColumns | undefined;
  /** Absent for a row that was deleted. */
  readonly after: StoredColumns | undefined;
}

/** A row of `email_schedules` as it is, with what an entry of `schedule_changes` would say of it. */
export interface StoredRow {
  readonly id: number;
  readonly content: StoredContent;
}

/** A run as {@link prepareUndoReads} lists it. */
export interface EnteredRun {
  readonly runId: string;
  readonly kind: string;
  readonly status: string;
  /** JSON; null unless it was completed. */
  readonly report: string | null;
  readonly runTimestamp: string;
  readonly schedulesBeforeChecksum: string | null;
}

const readColumns = (json: unknown): StoredColumns | undefined =>
  typeof json === 'string' ? (JSON.parse(json) as StoredColumns) : undefined;

/** No run has written rows of other contacts (spec 2.2, "Ids"). */
const isReadable = `contact_id between -${mostId} and ${mostId}`;

/** Statements that find out what a run has written (spec 4.1, `runs undo`). Every function throws SQLite's own error. */
export function prepareUndoReads(db: DatabaseSync) {
  const runs = db.prepare(
    `select scheduler_run_id as runId, kind, status, report, run_timestamp as runTimestamp,
       schedules_before_checksum as schedulesBeforeChecksum
     from scheduler_checkpoints where scheduler_run_id <> :except order by id desc`,
  );
  const changesExist = db.prepare(
    'select exists (select 1 from schedule_changes where scheduler_run_id = :runId) as found',
  );
  const rowsExist = db.prepare(
    'select exists (select 1 from email_schedules where scheduler_run_id = :runId) as found',
  );
  const contacts = db.prepare(
    `select contact_id from schedule_changes where scheduler_run_id = :runId and ${isReadable}
     union select contact_id from email_schedules where scheduler_run_id = :runId and ${isReadable} order by 1`,
  );
  contacts.setReturnArrays(true);
  // A contact's entries are few; by run there may be millions.
  const changes = prepareArrays(
    db,
    `select schedule_id, before, after from schedule_changes indexed by schedule_changes_contact
     where contact_id = :contactId and scheduler_run_id = :runId order by id`,
  );
  const rows = prepareArrays(
    db,
    `select id, ${wholeContentJson} from email_schedules where contact_id = :contactId order by id`,
  );
  return {
    /** Every run but one, the newest first, one at a time: an old database has thousands, with a report each. */
    iterateRuns: (except: string): Iterable<EnteredRun> =>
      runs.iterate({ except }) as unknown as Iterable<EnteredRun>,
    /** Has it changed or deleted a row, or is a row still as it wrote it? */
    hasWritten: (runId: string): boolean =>
      changesExist.get({ runId })?.['found'] === 1 || rowsExist.get({ runId })?.['found'] === 1,
    /** The contacts of whose rows it has written any, in ascending order. Reads the whole table: nothing else needs an index. */
    listContacts: (runId: string): number[] => {
      const found: number[] = [];
      for (const row of contacts.iterate({ runId })) found.push((row as unknown as [number])[0]);
      return found;
    },
    /** What it changed of one contact's rows, the oldest first. */
    readChanges: (runId: string, contactId: number): ScheduleChange[] =>
      changes({ runId, contactId }).map(([scheduleId, before, after]) => ({
        scheduleId: Number(scheduleId),
        before: readColumns(before),
        after: readColumns(after),
      })),
    /** All rows of a contact, in the order of ids. */
    readRows: (contactId: number): StoredRow[] =>
      rows({ contactId }).map(([id, content]) => ({
        id: Number(id),
        content: readColumns(content) as StoredContent,
      })),
  };
}

/** What {@link prepareUndoReads} returns. */
export type UndoReads = ReturnType<typeof prepareUndoReads>;
