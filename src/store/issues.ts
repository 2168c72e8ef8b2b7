import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { type ExactNumber, exactColumn, prepareArrays } from './read-rows.ts';

/** How many contacts have an issue of a kind. */
export interface IssueCount {
  readonly issue: string;
  readonly contacts: number;
}

/** An open issue of a contact, key names as in the table. */
export interface OpenIssue {
  readonly contact_id: ExactNumber;
  readonly email: string | null;
  readonly issue: string;
  readonly detail: string | null;
  readonly first_seen_run_id: string;
}

/** Which issues are listed; null: any. */
export interface IssueFilter {
  readonly issue: string | null;
  readonly contactId: number | null;
  /** -1: all. */
  readonly limit: number;
}

/** Statements over the open `contact_issues`: those that no run has found resolved. */
export function prepareIssues(db: DatabaseSync) {
  const counts = prepareArrays(
    db,
    `select issue, count(*) from contact_issues where resolved_run_id is null
     group by issue order by count(*) desc, issue`,
  );
  const contacts = prepareArrays(
    db,
    'select count(distinct contact_id) from contact_issues where resolved_run_id is null',
  );
  const list = db.prepare(
    `select ${exactColumn('i.contact_id', 'contact_id')}, c.email, i.issue, i.detail, i.first_seen_run_id
     from contact_issues i left join contacts c on c.id = i.contact_id
     where i.resolved_run_id is null and (:issue is null or i.issue = :issue)
       and (:contactId is null or i.contact_id = :contactId)
     order by i.contact_id, i.issue limit :limit`,
  );
  return {
    /** The most frequent first. */
    countByKind: (): IssueCount[] =>
      counts({}).map(([issue, count]: SQLOutputValue[]) => ({
        issue: String(issue),
        contacts: Number(count),
      })),
    /** Contacts with at least one. */
    countContacts: (): number => Number(contacts({})[0]?.[0]),
    /** In the order of contact ids; rows are read on demand. */
    list: (filter: IssueFilter): IterableIterator<OpenIssue> =>
      list.iterate({ ...filter }) as unknown as IterableIterator<OpenIssue>,
  };
}
