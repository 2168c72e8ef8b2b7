import type { EpochDay } from '../calendar/epoch-day.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { ScheduleRow } from '../mail/schedule-row.ts';
import type { PlanContext } from '../plan-context.ts';

/**
 * Rule 4 of spec 2.6: a row whose ideal date is unchanged and whose send date is still possible keeps it, so that a plan
 * does not shuffle from day to day. `--replan` turns it off.
 */
export function isSticky(
  row: ScheduleRow,
  event: MailEvent,
  context: PlanContext,
  isExcluded: (date: EpochDay) => boolean,
): boolean {
  if (context.replan || row.idealDate !== event.idealDate) return false;
  const { today, earliest } = context.clock;
  if (row.sendDate < (row.status === 'skipped' ? earliest : today) || row.sendDate > event.lastDate)
    return false;
  const start = event.campaign?.activeStart;
  if (start !== undefined && row.sendDate < start) return false;
  return !isExcluded(row.sendDate);
}
