import { addDays, type EpochDay, yearOf } from '../calendar/epoch-day.ts';
import type { ContactState } from '../exclusion/contact-state.ts';
import { type ExclusionWindow, endOfTime } from '../exclusion/contact-windows.ts';
import { isFollowUpType, type MailEvent } from '../mail/mail-event.ts';
import type { PlannedMail } from '../mail/planned-mail.ts';
import { findForeignRow } from '../mail/row-claims.ts';
import { findFormerRow, isOwned, type ScheduleRow } from '../mail/schedule-row.ts';
import type { PlanContext } from '../plan-context.ts';
import { createCalendarEvent, findDatesInYear, findNextDates, yearlyTypes } from './calendar-events.ts';

const noEvents: readonly MailEvent[] = [];

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

/**
 * No mail follows a window that has no end, or one that is year-round. A window that ends on the 76th
 * birthday or later has none where `age_76_plus` counts: what follows is excluded too.
 */
const hasEnd = (window: ExclusionWindow): boolean => !window.yearRound && window.end < endOfTime;

/** The post-window mails of one contact, each window's once. */
class PostWindowEvents {
  readonly found: MailEvent[] = [];
  readonly #state: ContactState;
  readonly #context: PlanContext;
  /** The last window that was looked up: several mails of a contact are often in the same one. */
  #last: ExclusionWindow | undefined;

  constructor(state: ContactState, context: PlanContext) {
    this.#state = state;
    this.#context = context;
  }

  /** Adds the mail of the window that holds a day. */
  addWindowOf(day: EpochDay): void {
    if (this.#last !== undefined && day >= this.#last.start && day <= this.#last.end) return;
    const window = this.#state.windows.windowAt(day);
    if (window === undefined) return;
    this.#last = window;
    this.addWindow(window);
  }

  /** Adds the mail of a window, unless there is none for it (spec 2.7). */
  addWindow(window: ExclusionWindow): void {
    if (!hasEnd(window)) return;
    const { clock, configuration } = this.#context;
    const eventDate = addDays(window.end, 1);
    const lastDate = addDays(eventDate, configuration.timing.post_window_grace_days);
    if (eventDate >= this.#state.windows.birthday76) return;
    if (lastDate < clock.earliest || this.found.some((event) => event.eventDate === eventDate)) return;
    const dates = { eventDate, idealDate: eventDate, lastDate };
    this.found.push(createCalendarEvent('post_window', dates, this.#state.contact, this.#context));
  }
}

/**
 * Who was withheld something gets one mail the day after the window ends: four conditions call for it (spec 2.7).
 * `mails` are the other mails of this run, follow-ups excepted. In order of E.
 */
export function findPostWindowEvents(
  state: ContactState,
  mails: readonly PlannedMail[],
  rows: readonly ScheduleRow[],
  context: PlanContext,
): readonly MailEvent[] {
  const { windows } = state;
  if (!context.configuration.post_window.enabled || state.windowsUnknown || windows.isEmpty) return noEvents;
  const { today } = context.clock;
  const events = new PostWindowEvents(state, context);
  for (const mail of mails) if (isHeldUp(mail, today)) events.addWindowOf(mail.event.idealDate);
  for (const row of rows) {
    const former = findFormerRow(row);
    if (former !== undefined && wasHeldUp(former, today)) events.addWindowOf(former.idealDate);
  }
  const current = windows.windowAt(today);
  if (current !== undefined && hasEnd(current) && hasUnsentPast(current, state, rows, context))
    events.addWindow(current);
  for (const row of rows) {
    if (row.emailType !== 'post_window' || !isOwned(row)) continue;
    const own = windows.windowAt(addDays(row.eventDate, -1));
    if (own !== undefined && own.end === row.eventDate - 1) events.addWindow(own);
  }
  return events.found.sort((a, b) => a.eventDate - b.eventDate);
}
