import { listRuns, type RunSummary } from '../../app/list-runs.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { runsListShape } from '../definitions/runs-list.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { type Column, renderTable } from '../render/table.ts';
import { sessionOfCall } from '../session-of-call.ts';

const count = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : formatInteger(value);

/** What is remarkable about a run. */
function noteOf({ kind, undone_by, error }: RunSummary): string | null {
  const takenBack = undone_by === null ? null : `undone by ${undone_by}`;
  return [kind === 'partial' ? 'partial' : null, takenBack, error].filter((note) => note !== null).join('; ');
}

/** Inserted, updated and deleted mails in one column: a run id takes up half of a line of 80 characters. */
const describeWrites = ({ writes }: RunSummary): string | null =>
  writes && [writes.inserted, writes.updated, writes.deleted].map(formatInteger).join('/');

const columns: readonly Column<RunSummary>[] = [
  { title: 'run', cell: ({ run_id }) => run_id, keep: true },
  { title: 'status', cell: ({ status }) => status },
  { title: 'started (UTC)', cell: ({ started_at }) => started_at?.slice(0, 16) ?? null, keep: true },
  { title: 'contacts', cell: ({ contacts }) => count(contacts), align: 'right' },
  { title: 'written', cell: describeWrites, align: 'right' },
  { title: '', cell: noteOf },
];

/** `sendwindow runs list DB` (spec 4.2). */
export async function runsList(call: CommandCall<typeof runsListShape>): Promise<ExitCode> {
  const request = { database: call.arguments.db, limit: call.options.limit };
  printReport(call, await listRuns(request, sessionOfCall(call)), ({ runs }, io) =>
    runs.length === 0 ? 'no runs yet\n' : renderTable(runs, columns, io),
  );
  return 0;
}
