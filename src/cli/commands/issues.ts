import { type IssuesHead, listIssues } from '../../app/list-issues.ts';
import type { Listing } from '../../app/shared/listing.ts';
import type { OpenIssue } from '../../store/issues.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { issuesShape } from '../definitions/issues.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { wrapText } from '../render/wrap-items.ts';
import { sessionOfCall } from '../session-of-call.ts';
import { writeCsvRows, writeJsonRows } from '../write-rows.ts';

type Call = CommandCall<typeof issuesShape>;

const tableLimit = 20;
const narrowestText = 40;

const kindColumns: readonly Column<readonly [issue: string, contacts: number]>[] = [
  { title: 'issue', cell: ([issue]) => issue },
  { title: 'contacts', cell: ([, contacts]) => formatInteger(contacts), align: 'right' },
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
function renderRemedies(kinds: readonly string[], { remedies }: IssuesHead, io: Call['io']): string {
  return kinds
    .flatMap((issue) => {
      const found = remedies[issue];
      if (found === undefined) return [];
      const lines = wrapText(`${issue}: ${found.meaning}`, Math.max(narrowestText, io.columns));
      return [...lines, `    ${found.fix}`].map((line) => `${line}\n`);
    })
    .join('');
}

function renderList(rows: readonly OpenIssue[], limit: number, head: IssuesHead, io: Call['io']): string {
  const kinds = Object.entries(head.counts);
  if (rows.length === 0) return `no such issue; these exist:\n${renderTable(kinds, kindColumns, io)}`;
  const more = rows.length > limit ? '\nthere are more: use --limit, or --csv for all of them\n' : '';
  const listed = new Set(rows.map(({ issue }) => issue));
  const remedies = renderRemedies(
    kinds.map(([issue]) => issue).filter((issue) => listed.has(issue)),
    head,
    io,
  );
  return `${renderTable(rows.slice(0, limit), issueColumns, io)}${more}\n${remedies}`;
}

/** The counts; with `--kind` or `--contact` the list below them. */
function renderText({ head, rows }: Listing<IssuesHead, OpenIssue>, { io, options }: Call): string {
  const kinds = Object.entries(head.counts);
  if (kinds.length === 0) return 'no contact has an issue\n';
  if (options.kind !== undefined || options.contact !== undefined) {
    return renderList([...rows], options.limit ?? tableLimit, head, io);
  }
  const total = `${formatInteger(head.contacts)} contacts; list them with --kind or --csv`;
  const remedies = renderRemedies(Object.keys(head.counts), head, io);
  return `${renderTable(kinds, kindColumns, io)}\n${total}\n\n${remedies}`;
}

/** `sendwindow issues DB` (spec 4.2). */
export async function issues(call: Call): Promise<ExitCode> {
  const { io, options } = call;
  const { json, csv, limit } = options;
  // One more than is shown says whether there are more.
  const wanted = json || csv ? limit : (limit ?? tableLimit) + 1;
  const request = { ...options, database: call.arguments.db, limit: wanted };
  using listing = await listIssues(request, sessionOfCall(call));
  if (json) await writeJsonRows(io, { ...listing.head }, 'issues', listing.rows);
  else if (csv) await writeCsvRows(io, issueColumns, listing.rows);
  else io.stdout(renderText(listing, call));
  return 0;
}
