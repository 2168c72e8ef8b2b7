import type { DatabaseSync } from 'node:sqlite';
import { type IssueCount, type OpenIssue, prepareIssues } from '../../store/issues.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { issuesShape } from '../definitions/issues.ts';
import { findContactId } from '../find-contact.ts';
import { useDatabase } from '../open-call-database.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { writeCsvRows, writeJsonRows } from '../write-rows.ts';

type Call = CommandCall<typeof issuesShape>;

const tableLimit = 20;
const noLimit = -1;

const kindColumns: readonly Column<IssueCount>[] = [
  { title: 'issue', cell: ({ issue }) => issue },
  { title: 'contacts', cell: ({ contacts }) => formatInteger(contacts), align: 'right' },
];

/** Titles as in the table `contact_issues`: they head the CSV too. */
const issueColumns: readonly Column<OpenIssue>[] = [
  { title: 'contact_id', cell: (row) => row.contact_id, align: 'right' },
  { title: 'email', cell: (row) => row.email },
  { title: 'issue', cell: (row) => row.issue },
  { title: 'detail', cell: (row) => row.detail },
  { title: 'first_seen_run_id', cell: (row) => row.first_seen_run_id, keep: true },
];

/** The counts; with `--kind` or `--contact` the list below them. */
function renderText(db: DatabaseSync, { io, options }: Call, contactId: number | null): string {
  const store = prepareIssues(db);
  const kinds = store.countByKind();
  if (kinds.length === 0) return 'no contact has an issue\n';
  if (options.kind === undefined && options.contact === undefined) {
    return `${renderTable(kinds, kindColumns, io)}\n${formatInteger(store.countContacts())} contacts; list them with --kind or --csv\n`;
  }
  const limit = options.limit ?? tableLimit;
  const filter = { issue: options.kind ?? null, contactId };
  const rows = [...store.list({ ...filter, limit: limit + 1 })];
  if (rows.length === 0) return `no such issue; these are there:\n${renderTable(kinds, kindColumns, io)}`;
  const more = rows.length > limit ? `\nand more: see --limit, or all of them with --csv\n` : '';
  return renderTable(rows.slice(0, limit), issueColumns, io) + more;
}

async function report(db: DatabaseSync, call: Call): Promise<void> {
  const { io, options } = call;
  const { contact } = options;
  const contactId = contact === undefined ? null : findContactId(db, contact, call.arguments.db);
  if (!options.json && !options.csv) return io.stdout(renderText(db, call, contactId));
  const store = prepareIssues(db);
  const rows = store.list({
    issue: options.kind ?? null,
    contactId,
    limit: options.limit ?? noLimit,
  });
  if (!options.json) return await writeCsvRows(io, issueColumns, rows);
  const counts = Object.fromEntries(store.countByKind().map(({ issue, contacts }) => [issue, contacts]));
  return await writeJsonRows(io, { contacts: store.countContacts(), counts }, 'issues', rows);
}

/** `sendwindow issues DB` (spec 4.2). */
export async function issues(call: Call): Promise<ExitCode> {
  await useDatabase(call.io, call.arguments.db, 'read-only', (db) => report(db, call));
  return 0;
}
