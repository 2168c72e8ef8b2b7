import { readDate } from '../domain/calendar/date-text.ts';
import { normalizeDateTime, readBareDate } from '../domain/calendar/run-clock.ts';
import { isKnownStatus, type ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { ContactInput, ContactPlan } from '../domain/plan/plan-contact.ts';
import { isBlank } from '../domain/text/compared-text.ts';

/** What is odd in the database and may cost mail (spec 4.4), found while contacts are planned. */
export type OddKind = 'ROW_STATUS_UNKNOWN' | 'DATE_TIME_UNREADABLE' | 'EVENT_DATE_UNREADABLE';

/** How often it was found, and where for example. */
export interface OddCount {
  readonly count: number;
  readonly example: string;
}

/** As one thread passes it to another. */
export type OddCounts = Readonly<Partial<Record<OddKind, OddCount>>>;

const longestShown = 40;
const shown = (text: string | null): string => JSON.stringify((text ?? '').slice(0, longestShown));

/** Counts odd values: of each kind a number and one example, however many there are. */
export class OddValues {
  readonly #found: Partial<Record<OddKind, OddCount>> = {};

  get counts(): OddCounts {
    return this.#found;
  }

  add(kind: OddKind, example: () => string): void {
    const known = this.#found[kind];
    this.#found[kind] = { count: (known?.count ?? 0) + 1, example: known?.example ?? example() };
  }

  /** Takes over what was found among contacts with lower ids: its examples come first. */
  merge(lower: OddCounts): void {
    for (const [kind, { count, example }] of Object.entries(lower)) {
      const own = this.#found[kind as OddKind];
      this.#found[kind as OddKind] = { count: count + (own?.count ?? 0), example };
    }
  }
}

const isUnreadableTime = (text: string | null): boolean =>
  !isBlank(text) && normalizeDateTime(text) === undefined && readBareDate(text) === undefined;

/** An event date that cannot be read is taken from the send date, so most rows are ruled out by comparing the two. */
const isUnreadableEventDate = (row: ScheduleRow): boolean =>
  row.eventDate === row.sendDate &&
  row.eventDateText !== row.sendDateText &&
  readDate(row.eventDateText) === undefined;

/** Is the row the sender's? Only such a row can be followed up, or have a time of sending. */
const isTaken = ({ status }: ScheduleRow): boolean => status !== 'pre-scheduled' && status !== 'skipped';

function addRow(odd: OddValues, row: ScheduleRow): void {
  if (!isTaken(row) && !isUnreadableEventDate(row)) return;
  const where = `row ${row.id}`;
  if (isUnreadableEventDate(row))
    odd.add('EVENT_DATE_UNREADABLE', () => `${where}: ${shown(row.eventDateText)}`);
  if (!isTaken(row)) return;
  if (!isKnownStatus(row.status)) odd.add('ROW_STATUS_UNKNOWN', () => `${where}: ${shown(row.status)}`);
  if (isUnreadableTime(row.actualSendDateTime))
    odd.add(
      'DATE_TIME_UNREADABLE',
      () => `actual_send_datetime of ${where}: ${shown(row.actualSendDateTime)}`,
    );
}

const hasFollowUp = ({ mails, unplanned }: ContactPlan): boolean =>
  mails.some(({ event }) => event.kind === 'followup') ||
  unplanned.some(({ event }) => event.kind === 'followup');

/** Behaviour is looked at where a follow-up uses it. */
function addBehaviour(odd: OddValues, { readBehaviour }: ContactInput): void {
  const { clicks, answers } = readBehaviour();
  const times: readonly [string, readonly { readonly id: number; readonly at: string }[]][] = [
    ['clicked_at of click', clicks],
    ['created_at of event', answers],
  ];
  for (const [column, happenings] of times) {
    for (const { id, at } of happenings) {
      // A bare date is no time: it does not count either (spec 2.2).
      if (normalizeDateTime(at) === undefined)
        odd.add('DATE_TIME_UNREADABLE', () => `${column} ${id}: ${shown(at)}`);
    }
  }
}

/** Counts what is odd about one contact's rows and behaviour. */
export function collectOddValues(odd: OddValues, input: ContactInput, plan: ContactPlan): void {
  let hasTaken = false;
  for (const row of input.rows) {
    addRow(odd, row);
    if (isTaken(row)) hasTaken = true;
  }
  if (hasTaken && hasFollowUp(plan)) addBehaviour(odd, input);
}
