import { listRuns, type RunSummary } from '../../run/runs/list-runs.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { runsListShape } from '../definitions/runs-list.ts';
import { useDatabase } from '../open-call-database.ts';
import { formatInteger } from '../render/format-number.ts';
import { renderJson } from '../render/json.ts';
import { type Column, renderTable } from '../render/table.ts';

const defaultLimit = 20;

const count = (value: number | null | undefined): string | null =>
  value === null || value === undefined ? null : formatInteger(value);

/** What is remarkable about a run. */
function noteOf({ undone_by, error }: RunSummary): string | null {
  return undone_by === null ? error : `taken back by ${undone_by}`;
}

const columns: readonly Column<RunSummary>[] = [
  { title: 'run', cell: ({ run_id }) => run_id, keep: true },
  { title: 'kind', cell: ({ kind }) => kind },
  { title: 'status', cell: ({ status }) => status },
  { title: 'started (UTC)', cell: ({ started_at }) => started_at, keep: true },
  { title: 'contacts', cell: ({ contacts }) => count(contacts), align: 'right' },
  { title: 'inserted', cell: ({ writes }) => count(writes?.inserted), align: 'right' },
  { title: 'updated', cell: ({ writes }) => count(writes?.updated), align: 'right' },
  { title: 'deleted', cell: ({ writes }) => count(writes?.deleted), align: 'right' },
  { title: '', cell: noteOf },
];

/** `sendwindow runs list DB` (spec 4.2). */
export async function runsList(call: CommandCall<typeof runsListShape>): Promise<ExitCode> {
  const { io, options } = call;
  const limit = options.limit ?? defaultLimit;
  const runs = await useDatabase(io, call.arguments.db, 'read-only', (db) => listRuns(db, limit));
  if (options.json) io.stdout(renderJson({ runs }));
  else io.stdout(runs.length === 0 ? 'no runs yet\n' : renderTable(runs, columns, io));
  return 0;
}
