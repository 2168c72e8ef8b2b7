import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { CheckpointWithReport } from '../store/checkpoints.ts';
import type { Store } from '../store/store.ts';
import type { Session } from './session.ts';
import { type ReportedCheckpoint, reportCheckpoint } from './shared/report-checkpoint.ts';
import { useDatabase } from './shared/use-database.ts';

/** A configuration or a policy as a run used it: kept once per hash (spec 3.1). */
export interface UsedContent {
  readonly hash: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** Everything that is known of one run (spec 4.1, "Audit"). */
export interface RunRecord extends ReportedCheckpoint {
  readonly error: string | null;
  readonly undone_by: string | null;
  readonly product_version: string | null;
  readonly zip_table_hash: string | null;
  /** Order-independent checksums of what was read and of what stood afterwards. */
  readonly checksums: {
    readonly contacts: string | null;
    readonly schedules_before: string | null;
    readonly schedules_after: string | null;
  };
  /** Entries of `schedule_changes`; rows inserted for the first time have none. */
  readonly changes: Readonly<Record<string, number>>;
  readonly configuration: UsedContent | null;
  readonly policy: UsedContent | null;
  /** The report of the run; null unless it was completed. */
  readonly report: Readonly<Record<string, unknown>> | null;
}

function findContent(store: Store, hash: string | null): UsedContent | null {
  const found = hash === null ? undefined : store.runContents.findContent(hash);
  return hash === null || found === undefined ? null : { hash, content: readJsonObject(found.content) };
}

function toRecord(store: Store, run: CheckpointWithReport): RunRecord {
  const history = store.runHistory;
  return {
    ...reportCheckpoint(run),
    error: run.errorMessage,
    undone_by: history.findUndo(run.runId),
    product_version: run.productVersion,
    zip_table_hash: run.zipTableHash,
    checksums: {
      contacts: run.contactsChecksum,
      schedules_before: run.schedulesBeforeChecksum,
      schedules_after: run.schedulesAfterChecksum,
    },
    changes: history.countChanges(run.runId),
    configuration: findContent(store, run.configurationHash),
    policy: findContent(store, run.policyHash),
    report: run.report === null ? null : readJsonObject(run.report),
  };
}

/** Which run is shown. */
export interface ShowRunRequest {
  readonly database: string;
  /** The run id. */
  readonly run: string;
}

/**
 * One run with its report, its configuration and its policy (spec 4.2).
 *
 * @throws NO_SUCH_RUN
 */
export async function showRun(
  { database, run: runId }: ShowRunRequest,
  session: Session,
): Promise<RunRecord> {
  return await useDatabase(session, database, 'read-only', (store) => {
    const run = store.checkpoints.findRun(runId);
    if (run !== undefined) return toRecord(store, run);
    throw new SendwindowError(
      'NO_SUCH_RUN',
      `${database}: there is no run ${JSON.stringify(runId)}; see \`sendwindow runs list ${database}\``,
    );
  });
}
