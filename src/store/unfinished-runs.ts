import type { DatabaseSync } from 'node:sqlite';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import { type ContactSelection, prepareForContacts } from './contact-selection.ts';
import { prepareArrays } from './read-rows.ts';
import {
  type StoredColumns,
  type StoredContent,
  toScheduleRow,
  wholeContentJson,
  withColumns,
} from './stored-content.ts';

/** A run that was killed or stopped, or has failed, after it began to write. */
export interface UnfinishedRun {
  readonly runId: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly runTimestamp: string;
}

/** Statements that find what runs have written that never came to their end. Every function throws SQLite's own error. */
export function prepareUnfinishedRuns(db: DatabaseSync) {
  // One that is still 'started' has written nothing, or is this run itself.
  const runs = db.prepare(
    `select scheduler_run_id as runId, run_timestamp as runTimestamp from scheduler_checkpoints
     where status in ('applying', 'superseded', 'failed', 'stopped') and kind in ('run', 'partial')
       and id > ifnull(
         (select max(id) from scheduler_checkpoints where kind = 'run' and status = 'completed'), 0)`,
  );
  const isOfRuns = 'in (select value from json_each(:runIds))';
  const rows = prepareForContacts('s.contact_id', (condition) =>
    prepareArrays(
      db,
      `select s.id, s.contact_id, ${wholeContentJson}, (
       select json_group_array(json(c.before)) from (
         select before from schedule_changes indexed by schedule_changes_contact
         where contact_id = s.contact_id and schedule_id = s.id and scheduler_run_id ${isOfRuns}
         order by id desc) c)
     from email_schedules s
     where ${condition} and s.scheduler_run_id ${isOfRuns}
       and s.scheduled_send_date >= :from`,
    ),
  );
  return {
    /** Since the last run that came to its end. */
    listUnfinishedRuns: (): UnfinishedRun[] => runs.all() as unknown as UnfinishedRun[],
    /**
     * Of the contacts the rows that such runs wrote and that are dated `from` or later, by id, as they were before;
     * null: the runs inserted them.
     */
    readFormerRows(
      runIds: readonly string[],
      selection: ContactSelection,
      from: string,
    ): Map<number, ScheduleRow | null> {
      const found = rows(selection, { runIds: JSON.stringify(runIds), from });
      return new Map(
        found.map(([id, contactId, content, changes]) => {
          const former = findFormer(JSON.parse(String(content)), JSON.parse(String(changes)), runIds);
          return [Number(id), former && toScheduleRow(Number(id), Number(contactId), former)];
        }),
      );
    },
  };
}

/** @param changes what each change has kept of the row before it, the newest first */
function findFormer(
  content: StoredContent,
  changes: readonly (StoredColumns | null)[],
  runIds: readonly string[],
): StoredContent | null {
  const first = changes.at(-1);
  if (!first || runIds.includes(String(first['scheduler_run_id']))) return null;
  return changes.reduce<StoredContent>((row, before) => withColumns(row, before ?? {}), content);
}
