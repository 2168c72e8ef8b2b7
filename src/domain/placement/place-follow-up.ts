import type { ContactState } from '../exclusion/contact-state.ts';
import { describeWindow } from '../exclusion/contact-windows.ts';
import type { MailEvent } from '../mail/mail-event.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import { type Adjustment, findFormerRow, type ScheduleRow } from '../mail/schedule-row.ts';
import type { PlanContext } from '../plan-context.ts';
import { checkContact, checkContent, place } from './place-mail.ts';
import { isSticky } from './sticky.ts';

/**
 * Places a follow-up (spec 2.8): rules 1 (templates) and 2 (a new row is dated t, an existing one keeps its date), then
 * rule 4, then t.
 * `undefined`: it is over. Rules 1, 2 and 4 apply even when t is after the last date (2.6).
 */
export function placeFollowUp(
  event: MailEvent,
  row: ScheduleRow | undefined,
  state: ContactState,
  context: PlanContext,
): PlannedMail | undefined {
  const isOver = event.firstDate > event.lastDate;
  if (context.clock.today > event.lastDate) return undefined;
  const sendDate = event.firstDate;
  const withheld = checkContent(event) ?? checkContact(event, state);
  if (withheld !== undefined) {
    return {
      ...place(event, row, withheld.rule, row?.sendDate ?? sendDate, null),
      status: 'skipped',
      skipReason: withheld.reason,
      skipDetail: withheld.detail,
    };
  }
  const former = row && findFormerRow(row);
  if (former !== undefined && isSticky(former, event, context, (date) => state.windows.isExcluded(date))) {
    return place(event, row, 'sticky', former.sendDate, former.adjustment as Adjustment | null);
  }
  if (isOver) return undefined;
  const window = state.windows.windowAt(sendDate);
  if (window !== undefined) {
    return {
      ...place(event, row, 'excluded', sendDate, null),
      status: 'skipped',
      skipReason: 'exclusion_window',
      skipDetail: describeWindow(window),
    };
  }
  return place(event, row, 'follow_up', sendDate, sendDate === event.idealDate ? null : 'catch_up');
}
