import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import {
  beginningOfTime,
  type ContactWindows,
  type ExclusionWindow,
  endOfTime,
} from '../domain/exclusion/contact-windows.ts';
import type { WindowEntry, WindowFacts } from './contact-explanation.ts';
import type { ExplainSubject } from './explain-subject.ts';
import type { Dated } from './mail-entry.ts';

/** The merged windows that touch a span, in order (spec 2.3). */
export function listWindows(windows: ContactWindows, from: EpochDay, to: EpochDay): ExclusionWindow[] {
  const found: ExclusionWindow[] = [];
  if (windows.isEmpty) return found;
  let date = from;
  while (date <= to) {
    const window = windows.windowAt(date);
    if (window !== undefined) found.push(window);
    date = addDays(window?.end ?? date, 1);
  }
  return found;
}

export const toWindowFacts = ({ start, end, rule }: ExclusionWindow): WindowFacts => ({
  start: start <= beginningOfTime ? null : formatDate(start),
  end: end >= endOfTime ? null : formatDate(end),
  rule,
});

/** Why no post-window mail follows a window (spec 2.7); empty where one does, or where it is long past. */
function describeMissingPostWindow(window: ExclusionWindow, { plan, context }: ExplainSubject): string {
  const eventDate = addDays(window.end, 1);
  const { post_window: postWindow, timing } = context.configuration;
  if (addDays(eventDate, timing.post_window_grace_days) < context.clock.earliest) return '';
  if (!postWindow.enabled || !plan.state?.contact.eligible) return '';
  if (window.yearRound || plan.state.windowsUnknown) return '';
  const events = [...plan.mails.map(({ event }) => event), ...plan.unplanned.map(({ event }) => event)];
  if (events.some((event) => event.kind === 'post_window' && event.eventDate === eventDate)) return '';
  return eventDate >= plan.state.windows.birthday76
    ? 'No post-window mail: from the 76th birthday on every date is excluded.'
    : 'No post-window mail: this window withheld no mail.';
}

/** The beginnings and ends of windows that are within a span of the timeline. */
export function createWindowEntries(
  windows: readonly ExclusionWindow[],
  from: EpochDay,
  to: EpochDay,
  subject: ExplainSubject,
): Dated<WindowEntry>[] {
  return windows.flatMap((window) => {
    const entries: Dated<WindowEntry>[] = [];
    const add = (kind: WindowEntry['kind'], day: EpochDay, sentence: string): void => {
      if (day < from || day > to) return;
      entries.push({ day, entry: { kind, date: formatDate(day), window: toWindowFacts(window), sentence } });
    };
    add('window-start', window.start, '');
    add('window-end', window.end, describeMissingPostWindow(window, subject));
    return entries;
  });
}
