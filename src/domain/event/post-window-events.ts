import { addDays, type EpochDay, yearOf } from '../calendar/epoch-day.ts';
import { type ExclusionWindow, endOfTime } from '../exclusion/contact-windows.ts';
import type { ContactState } from '../placement/contact-state.ts';
import type { PlanContext } from '../plan/plan-context.ts';
import type { PlannedMail } from '../plan/planned-mail.ts';
import { findForeignRow } from '../schedule/row-claims.ts';
import { findFormerRow, isOwned, type ScheduleRow } from '../schedule/schedule-row.ts';
import { createCalendarEvent, findDatesInYear, findNextDates, yearlyTypes } from './calendar-events.ts';
import { isFollowUpType, type MailEvent } from './mail-event.ts';

/** A mail of this run that the window withholds, or would: its ideal date calls for a post-window mail (2.7, first). */
function isHeldUp(mail: PlannedMail, today: EpochDay): boolean {
  const byRule1 = mail.rule === 'campaign_ended' || mail.rule === 'template_missing';
  return mail.event.respectsWindows && !byRule1 && mail.event.lastDate >= today;
}

/** A mail of the past that was withheld for a window before this run (2.7, second). */
function wasHeldUp(row: ScheduleRow, today: EpochDay): boolean {
  return (
    row.status === 'skipped' &&
    row.skipReason === 'exclusion_window' &&
    row.sendDate < today &&
    isOwned(row) &&
    row.emailType !== 'post_window' &&
    !isFollowUpType(row.emailType)
  );
}

/** Did a yearly mail of another year fall into today's window, and never go out (2.7, third)? */
function hasUnsentPast(
  window: ExclusionWindow,
  state: ContactState,
  rows: readonly ScheduleRow[],
  context: PlanContext,
): boolean {
  const { today } = context.clock;
  const { timing } = context.configuration;
  const ahead = Math.max(timing.birthday_email_days_before, timing.effective_date_days_before);
  for (const type of yearlyTypes) {
    const next = findNextDates(type, state.contact, context);
    for (let year = yearOf(window.start); year <= yearOf(addDays(today, ahead)); year++) {
      if (next !== undefined && yearOf(next.eventDate) === year) continue;
      const dates = findDatesInYear(type, state.contact, year, context.configuration);
      if (dates === undefined || dates.idealDate < window.start || dates.idealDate >= today) continue;
      if (findForeignRow(rows, type, dates.eventDate) === undefined) return true;
    }
  }
  return false;
}

/** The days whose windows may call for a post-window mail: each is the reason of one of the four conditions of 2.7. */
function* findReasons(
  state: ContactState,
  mails: readonly PlannedMail[],
  rows: readonly ScheduleRow[],
  context: PlanContext,
): Generator<EpochDay> {
  const { today } = context.clock;
  for (const mail of mails) if (isHeldUp(mail, today)) yield mail.event.idealDate;
  for (const row of rows.map(findFormerRow))
    if (row !== undefined && wasHeldUp(row, today)) yield row.idealDate;
  const window = state.windows.windowAt(today);
  if (window !== undefined && hasEnd(window) && hasUnsentPast(window, state, rows, context)) yield today;
}

/**
 * Nobody waits for the end of a window that has none, or of one that is year-round. A window that ends on the 76th
 * birthday or later has none where `age_76_plus` counts: what follows is excluded too.
 */
const hasEnd = (window: ExclusionWindow): boolean => !window.yearRound && window.end < endOfTime;

/** The post-window mail of a window, unless there is none for it (spec 2.7). */
function createPostWindowEvent(
  window: ExclusionWindow | undefined,
  state: ContactState,
  context: PlanContext,
): MailEvent | undefined {
  if (window === undefined || !hasEnd(window)) return undefined;
  const eventDate = addDays(window.end, 1);
  const lastDate = addDays(eventDate, context.configuration.timing.post_window_grace_days);
  if (lastDate < context.clock.earliest) return undefined;
  return createCalendarEvent(
    'post_window',
    { eventDate, idealDate: eventDate, lastDate },
    state.contact,
    context,
  );
}

/**
 * Who was withheld something gets one mail the day after the window ends (spec 2.7). `mails` are the other mails of
 * this run, follow-ups excepted. In order of E.
 */
export function findPostWindowEvents(
  state: ContactState,
  mails: readonly PlannedMail[],
  rows: readonly ScheduleRow[],
  context: PlanContext,
): MailEvent[] {
  if (!context.configuration.post_window.enabled || state.windowsUnknown || state.windows.isEmpty) return [];
  const events = new Map<EpochDay, MailEvent>();
  const add = (window: ExclusionWindow | undefined): void => {
    const event = createPostWindowEvent(window, state, context);
    if (event !== undefined) events.set(event.eventDate, event);
  };
  for (const day of findReasons(state, mails, rows, context)) add(state.windows.windowAt(day));
  for (const row of rows) {
    if (row.emailType !== 'post_window' || !isOwned(row)) continue;
    const window = state.windows.windowAt(addDays(row.eventDate, -1));
    if (window !== undefined && window.end === row.eventDate - 1) add(window);
  }
  return [...events.values()].sort((a, b) => a.eventDate - b.eventDate);
}
