import { formatDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import type { MailEvent } from './mail-event.ts';
import { isCampaignType, isFollowUpType } from './mail-event.ts';
import { isOwned, type ScheduleRow, unreadableDate } from './schedule-row.ts';

/** How far an existing row's event date may be from E and still be the same mail, in days (spec 2.4). */
export const identityRadius = { birthday: 182, aep: 182, effective_date: 90, post_window: 59 } as const;

/** Which existing row an event found: a foreign one closes it, an owned one carries its plan (spec 2.5). */
export type Claim =
  | { readonly closedBy: ScheduleRow; readonly row?: never }
  | { readonly row: ScheduleRow | undefined; readonly closedBy?: never };

const noRow: Claim = { row: undefined };
const noRows: readonly ScheduleRow[] = [];

/** Is there a foreign row of a calendar mail's identity (spec 2.4)? The nearest one. */
export function findForeignRow(
  rows: readonly ScheduleRow[],
  kind: keyof typeof identityRadius,
  eventDate: EpochDay,
): ScheduleRow | undefined {
  return nearest(
    rows,
    eventDate,
    (row) =>
      !isOwned(row) &&
      (isSameCalendarMail(row, kind, eventDate) || (isUndated(row) && row.emailType === kind)),
  );
}

/** Neither its event date nor its send date can be read, so its event is unknown. */
const isUndated = (row: ScheduleRow): boolean => row.eventDate === unreadableDate;

function isSameCalendarMail(
  row: ScheduleRow,
  kind: keyof typeof identityRadius,
  eventDate: EpochDay,
): boolean {
  return row.emailType === kind && Math.abs(row.eventDate - eventDate) <= identityRadius[kind];
}

/**
 * Of two rows equally near: the one that has the date itself as its text, then the lower id. A row that carries a plan is
 * given that text, and the database holds it once.
 */
function isPreferred(row: ScheduleRow, other: ScheduleRow, eventDate: EpochDay): boolean {
  if (row.eventDateText !== other.eventDateText) {
    const text = formatDate(eventDate);
    if (row.eventDateText === text || other.eventDateText === text) return row.eventDateText === text;
  }
  return row.id < other.id;
}

/** The row nearest to a date among those wanted. */
function nearest(
  rows: readonly ScheduleRow[],
  eventDate: EpochDay,
  isWanted: (row: ScheduleRow) => boolean,
): ScheduleRow | undefined {
  let best: ScheduleRow | undefined;
  for (const row of rows) {
    if (!isWanted(row)) continue;
    const nearer =
      best === undefined ? 1 : Math.abs(best.eventDate - eventDate) - Math.abs(row.eventDate - eventDate);
    if (nearer > 0 || (nearer === 0 && isPreferred(row, best as ScheduleRow, eventDate))) best = row;
  }
  return best;
}

/**
 * The existing rows of one contact, and which of them its events have claimed. No row is claimed twice; what is
 * left over in the end is for {@link settleLeftovers}.
 */
export class RowClaims {
  readonly #owned: readonly ScheduleRow[];
  /** Rows of a sender or of another program: never changed (spec 2.5). */
  readonly foreign: readonly ScheduleRow[];
  /** The ids of the contact's target rows: a foreign row of any other target counts for the instance. */
  readonly #targetIds: ReadonlySet<number>;
  readonly #claimed: ScheduleRow[] = [];

  constructor(rows: readonly ScheduleRow[], targetIds: ReadonlySet<number>) {
    // Most contacts have no foreign row: their list is taken as it is.
    const hasForeign = rows.some((row) => !isOwned(row));
    this.#owned = hasForeign ? rows.filter(isOwned) : rows;
    this.foreign = hasForeign ? rows.filter((row) => !isOwned(row)) : noRows;
    this.#targetIds = targetIds;
  }

  /** The row of an event's identity (spec 2.4, 2.5). */
  claim(event: MailEvent): Claim {
    const closedBy = nearest(this.foreign, event.eventDate, (row) => this.#isForeignOf(row, event));
    if (closedBy !== undefined) return { closedBy };
    const row = this.findOwned(event);
    if (row === undefined) return noRow;
    this.#claimed.push(row);
    return { row };
  }

  /** Gives a row back: its event is over. */
  release(row: ScheduleRow): void {
    this.#claimed.splice(this.#claimed.indexOf(row), 1);
  }

  /** Owned rows that no event has claimed. */
  leftovers(): readonly ScheduleRow[] {
    if (this.#claimed.length === this.#owned.length) return noRows;
    return this.#owned.filter((row) => !this.#claimed.includes(row));
  }

  /** The owned row that carries an event's plan, if no other event has taken it. */
  findOwned(event: MailEvent): ScheduleRow | undefined {
    const isFree = (row: ScheduleRow): boolean => isSameMail(row, event) && !this.#claimed.includes(row);
    return nearest(this.#owned, event.eventDate, isFree);
  }

  /**
   * A foreign campaign row counts also by its event date, or when its target is null or gone (spec 2.4). One without a
   * date that can be read closes every event of its type, and of its instance where the event has one (spec 2.2).
   */
  #isForeignOf(row: ScheduleRow, event: MailEvent): boolean {
    if (isSameMail(row, event)) return true;
    if (isUndated(row) && row.emailType === event.emailType)
      return event.instanceId === null || row.instanceId === event.instanceId;
    if (event.kind !== 'campaign' || !isCampaignType(row.emailType) || row.instanceId !== event.instanceId)
      return false;
    return row.eventDate === event.eventDate || row.targetId === null || !this.#targetIds.has(row.targetId);
  }
}

/** Says which existing row is the same mail (spec 2.4, "Identity"). */
function isSameMail(row: ScheduleRow, event: MailEvent): boolean {
  switch (event.kind) {
    case 'campaign':
      return (
        isCampaignType(row.emailType) &&
        row.instanceId === event.instanceId &&
        row.targetId === event.targetId
      );
    case 'followup':
      return isFollowUpType(row.emailType) && row.parentId === event.parentId;
    default:
      return isSameCalendarMail(row, event.kind, event.eventDate);
  }
}
