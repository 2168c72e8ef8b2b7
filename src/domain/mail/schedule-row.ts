import { readDate } from '../calendar/date-text.ts';
import { type EpochDay, toEpochDay } from '../calendar/epoch-day.ts';
import type { RunClock } from '../calendar/run-clock.ts';
import { toComparedText } from '../text/compared-text.ts';
import { isKnownType } from './mail-event.ts';

/** A date that cannot be read is before every other date: nothing is near it, and its row is of the past. */
export const unreadableDate = toEpochDay(0, 1, 1);

/** Why a mail is withheld (spec 2.5, 2.6). */
export const skipReasons = [
  'campaign_ended',
  'template_missing',
  'suppressed',
  'window_unknown',
  'exclusion_window',
  'campaign_conflict',
  'frequency_limit',
  'missed',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Why a send date differs from the ideal date (spec 2.6). */
export const adjustments = ['catch_up', 'smoothed', 'capped'] as const;
export type Adjustment = (typeof adjustments)[number];

/** A row of `email_schedules` as read; the sender's own columns are left out but for the time it went out. */
export interface ScheduleRow {
  readonly id: number;
  readonly contactId: number;
  readonly emailType: string;
  /** The send date where the event date cannot be read; {@link unreadableDate} where neither can. */
  readonly eventDate: EpochDay;
  readonly idealDate: EpochDay;
  readonly sendDate: EpochDay;
  readonly sendTime: string;
  readonly status: string;
  readonly skipReason: string | null;
  readonly skipDetail: string | null;
  readonly adjustment: string | null;
  readonly priority: number;
  readonly instanceId: number | null;
  readonly targetId: number | null;
  readonly parentId: number | null;
  readonly emailTemplate: string | null;
  readonly smsTemplate: string | null;
  readonly metadata: string | null;
  /** As senders write it: `YYYY-MM-DD HH:MM:SS` in UTC, or another form of spec 2.2. */
  readonly actualSendDateTime: string | null;
  /** The dates as the database holds them: a write makes sure that they are still the same. */
  readonly eventDateText: string | null;
  readonly idealDateText: string | null;
  readonly sendDateText: string | null;
  /**
   * Of a row that a run wrote which was killed or failed earlier today: the row as it was before, null if there was
   * none. Absent on all others.
   */
  readonly former?: ScheduleRow | null | undefined;
}

/**
 * The row as the last run that came to its end had left it; undefined: it had made none. What a run has placed that was
 * killed is not kept: the next run places it as if for the first time, and so produces the plan that an undisturbed run
 * comes to (spec 4.1, 4.3).
 */
export const findFormerRow = (row: ScheduleRow): ScheduleRow | undefined =>
  row.former === undefined ? row : (row.former ?? undefined);

/** Ids are whole numbers from 1 to 2^53 - 1 (spec 2.2, "Ids"). */
export const isId = (id: number): boolean => id >= 1 && id <= Number.MAX_SAFE_INTEGER;

/**
 * The planner's row: pre-scheduled or skipped, and of a known type. All others are foreign (spec 2.5), and so is one
 * whose own id does not count: no statement could name it.
 */
export const isOwned = (row: ScheduleRow): boolean =>
  (row.status === 'pre-scheduled' || row.status === 'skipped') && isKnownType(row.emailType) && isId(row.id);

/** Is a status one of some words? `pre-scheduled` and `skipped` are no words: they are compared exactly (spec 2.2). */
const isOneOf = (status: string, words: ReadonlySet<string>): boolean =>
  words.has(status) || words.has(toComparedText(status));

const withoutEffect: ReadonlySet<string> = new Set(['failed', 'bounced', 'dropped', 'cancelled']);

/** A foreign row that never reached anybody: it takes no place on its date (spec 2.6). */
export const isWithoutEffect = (status: string): boolean =>
  status === 'skipped' || isOneOf(status, withoutEffect);

const reached: ReadonlySet<string> = new Set(['sent', 'delivered']);

/** The mail has been sent or delivered: it can be followed up (spec 2.8). */
export const hasReached = (status: string): boolean => isOneOf(status, reached);

const otherWords: ReadonlySet<string> = new Set(['scheduled', 'processing', 'accepted', 'deferred']);

/** A status that the product knows (spec 3.1). */
export const isKnownStatus = (status: string): boolean =>
  status === 'pre-scheduled' ||
  status === 'skipped' ||
  isOneOf(status, reached) ||
  isOneOf(status, otherWords) ||
  isOneOf(status, withoutEffect);

/** A row's event date; of one that cannot be read the send date counts (spec 2.2). */
export const readEventDate = (text: string | null, sendDate: EpochDay): EpochDay =>
  readDate(text) ?? sendDate;

/** The date a row went out, or goes out: its actual send date-time in the time zone, else its send date (spec 2.6). */
export function wentOutDate(row: ScheduleRow, clock: RunClock): EpochDay {
  if (row.actualSendDateTime === null) return row.sendDate;
  return clock.localDate(row.actualSendDateTime) ?? row.sendDate;
}
