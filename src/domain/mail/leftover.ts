import type { EpochDay } from '../calendar/epoch-day.ts';
import type { ScheduleRow } from './schedule-row.ts';

/** What becomes of an owned row that no event claims, or whose event is over (spec 2.5). */
export type LeftoverFate =
  /** of the past: it stays for ever */
  | 'kept'
  /** of the past and still pre-scheduled: it becomes skipped, `missed` */
  | 'missed'
  /** beyond the horizon: outside this run; it stays and counts as occupied */
  | 'outside'
  | 'deleted';

export interface Leftover {
  readonly row: ScheduleRow;
  readonly fate: LeftoverFate;
}

/** Decides the fate of one leftover row (spec 2.5). */
export function settleLeftover(row: ScheduleRow, today: EpochDay, horizonEnd: EpochDay): Leftover {
  if (row.sendDate < today) return { row, fate: row.status === 'pre-scheduled' ? 'missed' : 'kept' };
  return { row, fate: row.idealDate > horizonEnd ? 'outside' : 'deleted' };
}
