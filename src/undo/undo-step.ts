import { isOwned } from '../domain/mail/schedule-row.ts';
import { rowHash } from '../store/row-hash.ts';
import {
  type StoredColumns,
  type StoredContent,
  toScheduleRow,
  withColumns,
} from '../store/stored-content.ts';
import type { ScheduleChange, StoredRow } from '../store/undo-reads.ts';
import type { LeftReason } from './undo-report.ts';

/** How one row is taken back. */
export interface UndoStep {
  readonly id: number;
  /** As it is; absent: the run has deleted it. */
  readonly present: StoredContent | undefined;
  /** As it was before the run; absent: the run has inserted it. */
  readonly former: StoredContent | undefined;
}

/** What becomes of one row: a step, or why there is none. */
export type RowVerdict =
  | { readonly step: UndoStep }
  | { readonly left: LeftReason; readonly detail: string }
  | 'already';

/** Are all columns equal that were kept? An older version may have kept fewer. */
function isSame(kept: StoredColumns | undefined, present: StoredContent | undefined): boolean {
  if (kept === undefined || present === undefined) return kept === present;
  return Object.entries(kept).every(([column, value]) => present[column] === value);
}

/** As the row was before the run; undefined: the run inserted it, and may have changed it again afterwards. */
function findFormer(
  changes: readonly ScheduleChange[],
  present: StoredContent | undefined,
  runId: string,
): StoredContent | undefined {
  const first = changes[0]?.before;
  if (first === undefined || first['scheduler_run_id'] === runId) return undefined;
  let content = present;
  for (const { before } of changes.toReversed()) content = withColumns(content, before ?? {});
  return content;
}

/** Is a row as the run has left it, in the columns that the run changed and in all others? */
function isAsLeft(changes: readonly ScheduleChange[], content: StoredContent, runId: string): boolean {
  if (content['scheduler_run_id'] !== runId) return false;
  const last = changes.at(-1);
  if (last === undefined) return true;
  if (last.after === undefined) return false;
  const { row_hash: kept, ...columns } = last.after;
  return isSame(columns, content) && (kept === undefined || kept === rowHash(toScheduleRow(0, 0, content)));
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
  const former = findFormer(changes, present, runId);
  const hasDeleted = changes.length > 0 && changes.at(-1)?.after === undefined;
  if (isSame(former, present)) return 'already';
  if (present === undefined) {
    if (!hasDeleted) return { left: 'gone', detail: 'it was deleted after the run' };
  } else {
    if (!isOwned(toScheduleRow(id, 0, present)))
      return { left: 'taken', detail: `it is ${present['status']}: the sender's` };
    if (!isAsLeft(changes, present, runId))
      return { left: 'changed_since', detail: 'it was changed after the run' };
  }
  return { step: { id, present, former } };
}
