import { findFirst } from '../../domain/arithmetic/find-first.ts';
import { formatDate } from '../../domain/calendar/date-text.ts';
import { beginningOfTime } from '../../domain/exclusion/contact-windows.ts';
import type { HistoryBound } from '../../domain/plan/history-bound.ts';
import type { ScheduleRow } from '../../domain/schedule/schedule-row.ts';
import type { ContactSelection } from '../../store/contact-selection.ts';
import type { prepareScheduleReads } from '../../store/email-schedules.ts';

/** Rows that matter although their event date is before the history bound, in the order of contact ids. */
export class LateRows {
  readonly #rows: readonly ScheduleRow[];

  constructor(rows: readonly ScheduleRow[]) {
    this.#rows = [...rows].sort((a, b) => a.contactId - b.contactId);
  }

  /** Those of some contacts, in the order of contact ids. */
  of(selection: ContactSelection): readonly ScheduleRow[] {
    if (this.#rows.length === 0) return [];
    if ('after' in selection) {
      return this.#rows.slice(this.#findFirst(selection.after), this.#findFirst(selection.upTo));
    }
    return selection.flatMap((id) => this.#rows.slice(this.#findFirst(id - 1), this.#findFirst(id)));
  }

  /** The place of the first row of a contact with a higher id. */
  #findFirst(after: number): number {
    return findFirst(this.#rows.length, (place) => (this.#rows[place] as ScheduleRow).contactId > after);
  }
}

/** Reads them: once a plan, there are few. */
export function readLateRows(
  schedules: ReturnType<typeof prepareScheduleReads>,
  { recentFrom, today, liveCampaigns, since }: HistoryBound,
): LateRows {
  if (since <= beginningOfTime) return new LateRows([]);
  const sinceText = formatDate(since);
  const rows = [
    ...schedules.readLateForeign(formatDate(recentFrom), sinceText),
    ...schedules.readLateMissed(formatDate(today), sinceText),
    ...schedules.readLateAhead(formatDate(today), sinceText),
    ...schedules.readLateUndated(sinceText),
  ];
  for (const instance of schedules.listInstances()) {
    const from = liveCampaigns.has(instance) ? beginningOfTime : recentFrom;
    rows.push(...schedules.readLateOfCampaign(instance, formatDate(from), sinceText));
  }
  // A row may be late in more than one way.
  return new LateRows([...new Map(rows.map((row) => [row.id, row])).values()]);
}
