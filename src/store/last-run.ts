import type { DatabaseSync } from 'node:sqlite';
import { prepareArrays, textOf } from './read-rows.ts';

/** The newest checkpoint of a database. */
export interface LastRun {
  readonly runId: string;
  /** `run` or `undo`. */
  readonly kind: string;
  readonly status: string;
}

/** The newest checkpoint; undefined where there is none. */
export function findLastRun(db: DatabaseSync): LastRun | undefined {
  const row = prepareArrays(
    db,
    'select scheduler_run_id, kind, status from scheduler_checkpoints order by id desc limit 1',
  )({})[0];
  return row && { runId: textOf(row[0]), kind: textOf(row[1]), status: textOf(row[2]) };
}
