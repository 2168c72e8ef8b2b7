import type { Checkpoint, RunStatus } from '../../store/checkpoints.ts';

/** What `runs list` and `runs show` both say of a run or an undo. */
export interface ReportedCheckpoint {
  readonly run_id: string;
  /** `run`, `partial`, `undo`. */
  readonly kind: string;
  readonly status: RunStatus;
  /** When it started, by the wall clock: UTC, `YYYY-MM-DD HH:MM:SS`. Null of runs of older versions. */
  readonly started_at: string | null;
  /** The moment that it took for now, `--as-of`: UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly run_timestamp: string;
  /** Who ran it; null: unknown. */
  readonly run_by: string | null;
  readonly ended_at: string | null;
}

type Reported = Pick<
  Checkpoint,
  'runId' | 'kind' | 'status' | 'startedAt' | 'runTimestamp' | 'runBy' | 'completedAt'
>;

export const reportCheckpoint = (run: Reported): ReportedCheckpoint => ({
  run_id: run.runId,
  kind: run.kind,
  status: run.status,
  started_at: run.startedAt,
  run_timestamp: run.runTimestamp,
  run_by: run.runBy,
  ended_at: run.completedAt,
});
