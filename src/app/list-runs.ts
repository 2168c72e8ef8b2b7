import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import type { ListedRun } from '../store/run-history.ts';
import type { Session } from './session.ts';
import { type ReportedCheckpoint, reportCheckpoint } from './shared/report-checkpoint.ts';
import { useDatabase } from './shared/use-database.ts';

/** Rows that a run wrote. */
export interface RunWrites {
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/** One line of `runs list`. */
export interface RunSummary extends ReportedCheckpoint {
  readonly contacts: number | null;
  readonly pre_scheduled: number | null;
  readonly skipped: number | null;
  /** Null of a run that was not completed: `runs show` counts what it changed. */
  readonly writes: RunWrites | null;
  /** The run id of the undo that has taken it back. */
  readonly undone_by: string | null;
  readonly error: string | null;
}

const countOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** An undo's report counts rows brought back, changed back and removed. */
function readWrites(json: string | null): RunWrites | null {
  if (json === null) return null;
  const { inserted, updated, deleted, brought_back, changed_back, removed } = readJsonObject(json);
  return {
    inserted: countOf(inserted ?? brought_back),
    updated: countOf(updated ?? changed_back),
    deleted: countOf(deleted ?? removed),
  };
}

const toSummary = (run: ListedRun): RunSummary => ({
  ...reportCheckpoint(run),
  contacts: run.contactsProcessed,
  pre_scheduled: run.emailsScheduled,
  skipped: run.emailsSkipped,
  writes: readWrites(run.writes),
  undone_by: run.undoneBy,
  error: run.errorMessage,
});

/** Which runs are listed. */
export interface ListRunsRequest {
  readonly database: string;
  /** At most so many; default 20. */
  readonly limit?: number | undefined;
}

const defaultLimit = 20;

/** The runs of a database, the newest first (spec 4.2); undos are runs too. */
export async function listRuns(
  { database, limit = defaultLimit }: ListRunsRequest,
  session: Session,
): Promise<{ readonly runs: readonly RunSummary[] }> {
  const runs = await useDatabase(session, database, 'read-only', (store) => store.runHistory.listRuns(limit));
  return { runs: runs.map(toSummary) };
}
