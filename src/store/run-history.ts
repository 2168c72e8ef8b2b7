import type { DatabaseSync } from 'node:sqlite';
import type { Checkpoint } from './checkpoints.ts';

/** A run as `runs list` has it: its checkpoint, and what its report says in short. */
export interface ListedRun
  extends Pick<
    Checkpoint,
    | 'runId'
    | 'runTimestamp'
    | 'startedAt'
    | 'runBy'
    | 'kind'
    | 'status'
    | 'contactsProcessed'
    | 'emailsScheduled'
    | 'emailsSkipped'
    | 'errorMessage'
    | 'completedAt'
  > {
  /** JSON: `writes` of a run's report, `rows` of an undo's; null unless it was completed. */
  readonly writes: string | null;
  /** The undo that has taken it back. */
  readonly undoneBy: string | null;
}

// A report is text that anybody may have touched: one that is no JSON says nothing, and does not stop the list.
const fromReport = (report: string, path: string): string =>
  `iif(json_valid(${report}), json_extract(${report}, '${path}'), null)`;

/** Statements behind `runs list` and `runs show` (spec 4.1, "Audit"). Every function throws SQLite's own error. */
export function prepareRunHistory(db: DatabaseSync) {
  const undoneBy = `(
    select u.scheduler_run_id from scheduler_checkpoints u
    where u.kind = 'undo' and u.status = 'completed' and ${fromReport('u.report', '$.undone.run_id')} = c.scheduler_run_id
    order by u.id desc limit 1)`;
  const list = db.prepare(
    `select c.scheduler_run_id as runId, c.run_timestamp as runTimestamp, c.started_at as startedAt,
       c.run_by as runBy, c.kind, c.status,
       c.contacts_processed as contactsProcessed, c.emails_scheduled as emailsScheduled,
       c.emails_skipped as emailsSkipped, c.error_message as errorMessage, c.completed_at as completedAt,
       coalesce(${fromReport('c.report', '$.writes')}, ${fromReport('c.report', '$.rows')}) as writes,
       ${undoneBy} as undoneBy
     from scheduler_checkpoints c order by c.id desc limit :limit`,
  );
  const findUndo = db.prepare(
    `select ${undoneBy} as undoneBy from scheduler_checkpoints c where c.scheduler_run_id = :runId`,
  );
  const changes = db.prepare(
    'select change, count(*) as n from schedule_changes where scheduler_run_id = :runId group by change',
  );
  return {
    /** The newest first. */
    listRuns: (limit: number): ListedRun[] => list.all({ limit }) as unknown as ListedRun[],
    /** The undo that has taken a run back. */
    findUndo: (runId: string): string | null =>
      (findUndo.get({ runId })?.['undoneBy'] as string | null | undefined) ?? null,
    /** Entries of `schedule_changes` by kind: update, delete, and insert of an undo. */
    countChanges: (runId: string): Record<string, number> =>
      Object.fromEntries(changes.all({ runId }).map((row) => [String(row['change']), Number(row['n'])])),
  };
}
