import type { DatabaseSync } from 'node:sqlite';
import { mostId, prepareArrays, prepareNumbers } from './read-rows.ts';

/** Statements around a run: what changed meanwhile, open issues. */
export function prepareRunReads(db: DatabaseSync) {
  const lastChange = prepareArrays(db, 'select ifnull(max(id), 0) from contact_changes');
  const changedSince = prepareNumbers(
    db,
    `select distinct contact_id from contact_changes
     where id > :since and contact_id between 1 and ${mostId} order by contact_id`,
  );
  const openIssues = prepareArrays(
    db,
    'select issue, count(*) from contact_issues where resolved_run_id is null group by issue',
  );
  // The bare column goes with the lowest id: the first change of each row.
  const changedRows = prepareArrays(
    db,
    `select count(*) from (
       select schedule_id, before, min(id) from schedule_changes where scheduler_run_id = :runId group by schedule_id)
     where json_extract(before, '$.scheduler_run_id') is not :runId`,
  );
  return {
    /** The newest entry of `contact_changes`. */
    findLastContactChange: (): number => Number(lastChange({})[0]?.[0]),
    /** Contacts that were changed after that entry. */
    listContactsChangedSince: (since: number): number[] => Array.from(changedSince({ since })),
    /** Rows that a run found and changed or deleted, each once; rows that it has inserted itself do not count. */
    countChangedRows: (runId: string): number => Number(changedRows({ runId })[0]?.[0]),
    countOpenIssues: (): Record<string, number> => Object.fromEntries(openIssues({}) as [string, number][]),
  };
}
