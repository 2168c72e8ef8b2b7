import { isOwned } from '../../domain/schedule/schedule-row.ts';
import { type StoredContent, toScheduleRow } from '../../store/stored-content.ts';
import type { ScheduleChange, StoredRow } from '../../store/undo-reads.ts';
import type { LeftReason } from './undo-report.ts';

/** How one row is taken back. */
export interface UndoStep {
  readonly id: number;
  /** As it stands; absent: the run has deleted it. */
  readonly present: StoredContent | undefined;
  /** As it was before the run; absent: the run has inserted it. */
  readonly former: StoredContent | undefined;
}

/** What becomes of one row: a step, or why there is none. */
export type RowVerdict =
  | { readonly step: UndoStep }
  | { readonly left: LeftReason; readonly detail: string }
  | 'already';

/** Do two contents agree? An older version may have kept fewer columns: those it kept are compared. */
function isSame(kept: StoredContent | undefined, present: StoredContent | undefined): boolean {
  if (kept === undefined || present === undefined) return kept === present;
  return Object.entries(kept).every(([column, value]) => present[column as keyof StoredContent] === value);
}

/** As the row was before the run; undefined: the run inserted it, and may have changed it again afterwards. */
function findFormer(changes: readonly ScheduleChange[], runId: string): StoredContent | undefined {
  const first = changes[0]?.before;
  return first?.scheduler_run_id === runId ? undefined : first;
}

/**
 * Finds out what becomes of one row that a run wrote (spec 4.1): it comes back if it is still the planner's and still
 * as the run left it.
 *
 * @param changes what the run changed of it, the oldest first; none: the run has inserted it and it carries its id
 */
export function judgeRow(
  id: number,
  changes: readonly ScheduleChange[],
  row: StoredRow | undefined,
  runId: string,
): RowVerdict {
  const present = row?.content;
  const former = findFormer(changes, runId);
  const last = changes.at(-1);
  const leftByRun = last === undefined ? present : last.after;
  if (isSame(former, present)) return 'already';
  if (present === undefined) {
    if (leftByRun !== undefined) return { left: 'gone', detail: 'somebody has deleted it since the run' };
  } else {
    if (!isOwned(toScheduleRow(id, 0, present)))
      return { left: 'taken', detail: `it is ${present.status}: the sender's` };
    if (!isSame(leftByRun, present))
      return { left: 'changed_since', detail: 'somebody has changed it since the run' };
  }
  return { step: { id, present, former } };
}
