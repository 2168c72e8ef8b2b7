import type { DatabaseSync } from 'node:sqlite';

/** The state of a run. 'started' and 'applying' are of a run under way, or of one that was killed. */
export type RunStatus = 'started' | 'applying' | 'completed' | 'failed' | 'stopped' | 'superseded';

/** What is known of a run when it starts. Date-times are UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface RunStart {
  readonly runId: string;
  /** The moment that it took for now: `--as-of`. */
  readonly runTimestamp: string;
  /** When it started, by the wall clock; who started it. */
  readonly startedAt: string;
  readonly runBy: string | null;
  /** `run`, or what else was done under a run id: `undo`. */
  readonly kind: string;
  /** Hashes of {@link prepareRunContents}. */
  readonly configurationHash: string;
  readonly policyHash: string;
  readonly productVersion: string;
  readonly zipTableHash: string;
}

/** What is known when the plan is verified, before the first row is written. */
export interface RunPlan {
  readonly runId: string;
  /** Order-independent checksums of what was read. */
  readonly contactsChecksum: string;
  readonly schedulesBeforeChecksum: string;
  readonly contactsProcessed: number;
  readonly invalidContactCount: number;
}

/** What is known when everything is written. */
export interface RunCompletion extends RunPlan {
  readonly schedulesAfterChecksum: string;
  /** Mails that are pre-scheduled, and that are skipped, by this run's plan. */
  readonly emailsScheduled: number;
  readonly emailsSkipped: number;
  readonly completedAt: string;
  /** The run report as JSON. */
  readonly report: string;
}

/** One row of `runs list`: `scheduler_checkpoints` (spec 3.1) under the names used in code. */
export interface Checkpoint {
  readonly id: number;
  readonly runId: string;
  readonly runTimestamp: string;
  /** Null of runs of older versions. */
  readonly startedAt: string | null;
  readonly runBy: string | null;
  readonly kind: string;
  readonly status: RunStatus;
  readonly contactsChecksum: string | null;
  readonly schedulesBeforeChecksum: string | null;
  readonly schedulesAfterChecksum: string | null;
  readonly contactsProcessed: number | null;
  readonly invalidContactCount: number | null;
  readonly emailsScheduled: number | null;
  readonly emailsSkipped: number | null;
  readonly errorMessage: string | null;
  readonly completedAt: string | null;
  readonly configurationHash: string | null;
  readonly policyHash: string | null;
  readonly productVersion: string | null;
  readonly zipTableHash: string | null;
}

/** One run as `runs show` has it: with its report. */
export interface CheckpointWithReport extends Checkpoint {
  /** JSON; null unless the run was completed. */
  readonly report: string | null;
}

const columns = `
  id, scheduler_run_id as runId, run_timestamp as runTimestamp,
  started_at as startedAt, run_by as runBy, kind, status,
  contacts_checksum as contactsChecksum, schedules_before_checksum as schedulesBeforeChecksum,
  schedules_after_checksum as schedulesAfterChecksum, contacts_processed as contactsProcessed,
  invalid_contact_count as invalidContactCount, emails_scheduled as emailsScheduled,
  emails_skipped as emailsSkipped, error_message as errorMessage, completed_at as completedAt,
  configuration_hash as configurationHash, policy_hash as policyHash,
  product_version as productVersion, zip_table_hash as zipTableHash`;

const startSql = `
  insert into scheduler_checkpoints (
    scheduler_run_id, run_timestamp, started_at, run_by, kind, status, configuration_hash, policy_hash, product_version,
    zip_table_hash
  ) values (
    :runId, :runTimestamp, :startedAt, :runBy, :kind, 'started', :configurationHash, :policyHash, :productVersion,
    :zipTableHash
  )`;

function prepareCheckpointReads(db: DatabaseSync) {
  const list = db.prepare(`select ${columns} from scheduler_checkpoints order by id desc limit :limit`);
  const find = db.prepare(
    `select ${columns}, report from scheduler_checkpoints where scheduler_run_id = :runId`,
  );
  return {
    /** The newest runs first. */
    listRuns(limit: number): Checkpoint[] {
      return list.all({ limit }) as unknown as Checkpoint[];
    },
    findRun(runId: string): CheckpointWithReport | undefined {
      return find.get({ runId }) as unknown as CheckpointWithReport | undefined;
    },
  };
}

/**
 * The statements on `scheduler_checkpoints`. A run goes
 *
 *     started -> applying -> completed
 *        \---------\-------> failed       an error ended it
 *        \---------\-------> stopped      a person stopped it while it planned, or between two batches
 *         \---------\------> superseded   it was killed, and a later run has finished its work
 *
 * and goes from 'started' to 'completed' when nothing had to be written. Every function throws SQLite's own error.
 */
export function prepareCheckpoints(db: DatabaseSync) {
  const start = db.prepare(startSql);
  const apply = db.prepare(`
    update scheduler_checkpoints set
      status = 'applying', contacts_checksum = :contactsChecksum,
      schedules_before_checksum = :schedulesBeforeChecksum, contacts_processed = :contactsProcessed,
      invalid_contact_count = :invalidContactCount
    where scheduler_run_id = :runId and status = 'started'`);
  const complete = db.prepare(`
    update scheduler_checkpoints set
      status = 'completed', contacts_checksum = :contactsChecksum,
      schedules_before_checksum = :schedulesBeforeChecksum, schedules_after_checksum = :schedulesAfterChecksum,
      contacts_processed = :contactsProcessed, invalid_contact_count = :invalidContactCount,
      emails_scheduled = :emailsScheduled, emails_skipped = :emailsSkipped, completed_at = :completedAt,
      report = :report
    where scheduler_run_id = :runId and status in ('started', 'applying')`);
  const fail = db.prepare(`
    update scheduler_checkpoints set status = :status, error_message = :errorMessage, completed_at = :completedAt
    where scheduler_run_id = :runId and status in ('started', 'applying')`);
  const supersede = db.prepare(`
    update scheduler_checkpoints set status = 'superseded', completed_at = :completedAt
    where status in ('started', 'applying') and scheduler_run_id <> :runId
    returning scheduler_run_id as runId`);
  return {
    /** Enters a new run as 'started'; its id must be new. */
    startRun(run: RunStart): void {
      start.run({ ...run });
    },
    /** Says that the first write is about to follow. */
    beginApplying(plan: RunPlan): void {
      apply.run({ ...plan });
    },
    completeRun(completion: RunCompletion): void {
      complete.run({ ...completion });
    },
    /** @param errorMessage what ended it: code and message, no stack. */
    failRun(
      runId: string,
      errorMessage: string,
      completedAt: string,
      status: 'failed' | 'stopped' = 'failed',
    ): void {
      fail.run({ runId, status, errorMessage, completedAt });
    },
    /**
     * Marks every run but this one that is still 'started' or 'applying' as 'superseded'. The caller holds the run
     * lock, so all of them were killed.
     * @returns their run ids.
     */
    supersedeUnfinished(runId: string, completedAt: string): string[] {
      return (supersede.all({ runId, completedAt }) as unknown as { runId: string }[]).map(
        (row) => row.runId,
      );
    },
    ...prepareCheckpointReads(db),
  };
}

/** What {@link prepareCheckpoints} returns. */
export type Checkpoints = ReturnType<typeof prepareCheckpoints>;
