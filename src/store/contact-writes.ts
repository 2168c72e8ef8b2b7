import type { DatabaseSync } from 'node:sqlite';

/** Statements that write what a run finds out about contacts: issues and the status of targets. */
export function prepareContactWrites(db: DatabaseSync, runId: string, now: string) {
  const open = db.prepare(
    `insert into contact_issues (contact_id, issue, detail, first_seen_run_id)
     values (:contactId, :issue, :detail, :runId) on conflict do nothing`,
  );
  const resolve = db.prepare(
    `update contact_issues set resolved_run_id = :runId
     where contact_id = :contactId and issue = :issue and resolved_run_id is null`,
  );
  const setStatus = db.prepare(
    'update contact_campaigns set status = :status, updated_at = :now where id = :id and status <> :status',
  );
  return {
    openIssue: (contactId: number, issue: string, detail: string): void => {
      open.run({ contactId, issue, detail, runId });
    },
    resolveIssue: (contactId: number, issue: string): void => {
      resolve.run({ contactId, issue, runId });
    },
    setTargetStatus: (id: number, status: string): void => {
      setStatus.run({ id, status, now });
    },
  };
}

/** What {@link prepareContactWrites} returns. */
export type ContactWrites = ReturnType<typeof prepareContactWrites>;
