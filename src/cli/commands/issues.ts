import type { IssueCount, OpenIssue } from '../../store/issues.ts';
import type { Store } from '../../store/store.ts';
import { checkWord } from '../check-word.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { issuesShape } from '../definitions/issues.ts';
import { findContactId } from '../find-contact.ts';
import { issueRemedies } from '../issue-remedies.ts';
import { useDatabase } from '../open-call-database.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { wrapText } from '../render/wrap-items.ts';
import { writeCsvRows, writeJsonRows } from '../write-rows.ts';

type Call = CommandCall<typeof issuesShape>;

const tableLimit = 20;
const noLimit = -1;
const narrowestText = 40;

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

/** What each kind means, and what corrects it: a sentence and a line to be copied. */
function renderRemedies(kinds: readonly IssueCount[], io: Call['io']): string {
  return kinds
    .flatMap(({ issue }) => {
      const found = issueRemedies[issue];
      if (found === undefined) return [];
      const lines = wrapText(`${issue}: ${found.meaning}`, Math.max(narrowestText, io.columns));
      return [...lines, `    ${found.fix}`].map((line) => `${line}\n`);
    })
    .join('');
}

/** A kind is one of the specification, or one that an older or newer version has recorded. */
function checkKind(kinds: readonly IssueCount[], kind: string | undefined): void {
  if (kind === undefined) return;
  const allowed = [...new Set([...Object.keys(issueRemedies), ...kinds.map(({ issue }) => issue)])];
  checkWord({ where: 'sendwindow issues: --kind', text: kind, allowed });
}

/** The counts; with `--kind` or `--contact` the list below them. */
function renderText(store: Store, { io, options }: Call, contactId: number | null): string {
  const kinds = store.issues.countByKind();
  if (kinds.length === 0) return 'no contact has an issue\n';
  if (options.kind === undefined && options.contact === undefined) {
    const total = `${formatInteger(store.countContacts())} contacts; list them with --kind or --csv`;
    return `${renderTable(kinds, kindColumns, io)}\n${total}\n\n${renderRemedies(kinds, io)}`;
  }
  const limit = options.limit ?? tableLimit;
  const filter = { issue: options.kind ?? null, contactId };
  const rows = [...store.issues.list({ ...filter, limit: limit + 1 })];
  if (rows.length === 0) return `no such issue; these are there:\n${renderTable(kinds, kindColumns, io)}`;
  const more = rows.length > limit ? `\nand more: see --limit, or all of them with --csv\n` : '';
  const listed = new Set(rows.map(({ issue }) => issue));
  const remedies = renderRemedies(
    kinds.filter(({ issue }) => listed.has(issue)),
    io,
  );
  return `${renderTable(rows.slice(0, limit), issueColumns, io)}${more}\n${remedies}`;
}

async function report(store: Store, call: Call): Promise<void> {
  const { io, options } = call;
  const { contact } = options;
  checkKind(store.issues.countByKind(), options.kind);
  const contactId = contact === undefined ? null : findContactId(store, contact, call.arguments.db);
  if (!options.json && !options.csv) return io.stdout(renderText(store, call, contactId));
  const rows = store.issues.list({
    issue: options.kind ?? null,
    contactId,
    limit: options.limit ?? noLimit,
  });
  if (!options.json) return await writeCsvRows(io, issueColumns, rows);
  const counts = Object.fromEntries(
    store.issues.countByKind().map(({ issue, contacts }) => [issue, contacts]),
  );
  const remedies = Object.fromEntries(
    Object.keys(counts).flatMap((issue) => (issueRemedies[issue] ? [[issue, issueRemedies[issue]]] : [])),
  );
  return await writeJsonRows(io, { contacts: store.countContacts(), counts, remedies }, 'issues', rows);
}

/** `sendwindow issues DB` (spec 4.2). */
export async function issues(call: Call): Promise<ExitCode> {
  await useDatabase(call.io, call.arguments.db, 'read-only', (store) => report(store, call));
  return 0;
}
