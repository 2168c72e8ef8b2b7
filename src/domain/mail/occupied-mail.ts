import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import type { PlanContext } from '../plan-context.ts';
import type { Leftover } from './leftover.ts';
import { isFollowUpType } from './mail-event.ts';
import { isOwned, isWithoutEffect, type ScheduleRow, wentOutDate } from './schedule-row.ts';

/** A row that this run does not place but that takes part in the limits of its contact (spec 2.6). */
export interface OccupiedMail {
  /** The row's id. */
  readonly id: number;
  readonly emailType: string;
  /** The date it went out or goes out; rows outside this run: their send date. */
  readonly date: EpochDay;
  /** Foreign rows win campaign conflicts; rows outside this run take no part in them. */
  readonly isForeign: boolean;
}

/** Follow-ups and transactional mail are neither limited nor counted (spec 2.4, 2.6). */
const isCounted = (row: ScheduleRow, context: PlanContext): boolean =>
  !isFollowUpType(row.emailType) && !context.transactionalTypes.has(row.emailType);

/** A fixed order, whichever way the rows were read: the text of a verdict names them in it. */
const byDate = (a: OccupiedMail, b: OccupiedMail): number => a.date - b.date || a.id - b.id;

/** The rows that count for one contact's limits, as far back as a period reaches, by date. */
export function findOccupiedMails(
  rows: readonly ScheduleRow[],
  leftovers: readonly Leftover[],
  context: PlanContext,
): OccupiedMail[] {
  const since = addDays(context.clock.today, -context.configuration.frequency.period_days);
  const occupied: OccupiedMail[] = [];
  for (const row of rows) {
    if (isOwned(row) || isWithoutEffect(row.status) || !isCounted(row, context)) continue;
    const date = wentOutDate(row, context.clock);
    if (date > since) occupied.push({ id: row.id, emailType: row.emailType, date, isForeign: true });
  }
  for (const { row, fate } of leftovers) {
    if (fate === 'outside' && row.status === 'pre-scheduled' && isCounted(row, context)) {
      occupied.push({ id: row.id, emailType: row.emailType, date: row.sendDate, isForeign: false });
    }
  }
  return occupied.sort(byDate);
}
