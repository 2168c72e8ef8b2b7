import { formatDate } from '../domain/calendar/date-text.ts';
import type { Leftover, LeftoverFate } from '../domain/mail/leftover.ts';
import { isKnownType } from '../domain/mail/mail-event.ts';
import { isOwned, type ScheduleRow, unreadableDate } from '../domain/mail/schedule-row.ts';
import type { MailEntry, RowDifference, Verdict } from './contact-explanation.ts';
import { type ExplainSubject, shorten, showDate } from './explain-subject.ts';
import { createRowEntry, type Dated } from './mail-entry.ts';
import { findMissedDifference } from './row-difference.ts';
import { describeForeignOutcome, describeForeignRow } from './unplanned-entries.ts';

const verdicts: Readonly<Record<LeftoverFate, Verdict>> = {
  kept: 'kept',
  missed: 'missed',
  outside: 'outside',
  deleted: 'deleted',
};

/** Why no event claims an owned row any more (spec 2.5). */
function describeNoClaim(row: ScheduleRow, { plan }: ExplainSubject): string {
  if (plan.state === undefined) return 'the contact was deleted';
  if (!plan.state.contact.eligible) return 'the contact is not eligible';
  const closed = plan.unplanned.find(
    ({ event, closedBy }) => closedBy !== undefined && event.emailType === row.emailType,
  );
  if (closed?.closedBy !== undefined) return `row ${closed.closedBy.id} has closed the event`;
  if (plan.unplanned.some(({ event }) => event.emailType === row.emailType)) return 'its event is over';
  return 'the contact has no such event any more';
}

function describeKept(row: ScheduleRow): string {
  const detail = row.skipDetail === null ? '' : `: ${shorten(row.skipDetail, 200)}`;
  return `Withheld (${shorten(row.skipReason ?? 'no reason given')}${detail}). It is in the past and stays.`;
}

function describeLeftover({ row, fate }: Leftover, subject: ExplainSubject): string {
  switch (fate) {
    case 'kept':
      return describeKept(row);
    case 'missed':
      return 'Still pre-scheduled although its date is past: no sender has sent it.';
    case 'outside':
      return `Its ideal date ${showDate(row.idealDate, row.idealDateText)} is after the horizon, ${formatDate(subject.context.horizonEnd)}: the row stays as it is.`;
    case 'deleted':
      return `No event claims the row: ${describeNoClaim(row, subject)}.`;
  }
}

/** What a run would write about a row that no event claims, unless verification holds it back. */
function findDifference({ row, fate }: Leftover, { changes }: ExplainSubject): RowDifference | null {
  if (fate === 'deleted' && changes.deletes.includes(row)) return { change: 'delete', columns: [] };
  return fate === 'missed' && changes.missed.includes(row) ? findMissedDifference(row) : null;
}

/** The entry of an owned row that no event claims (spec 2.5). */
export function createLeftoverEntry(leftover: Leftover, subject: ExplainSubject): Dated<MailEntry> {
  const difference = findDifference(leftover, subject);
  return createRowEntry(leftover.row, subject, {
    verdict: verdicts[leftover.fate],
    rule: '2.5',
    sentence: describeLeftover(leftover, subject),
    agrees: difference === null,
    difference,
  });
}

function describeForeign(row: ScheduleRow, subject: ExplainSubject): string {
  const isPlannersStatus = row.status === 'pre-scheduled' || row.status === 'skipped';
  if (isPlannersStatus && !isKnownType(row.emailType)) {
    return `${shorten(row.emailType)} is not an email type of the planner, so it leaves the row unchanged.`;
  }
  const text = `The sender's row: ${describeForeignRow(row, subject)}.`;
  return [text, ...describeForeignOutcome(row, subject)].join(' ');
}

/** The entries of foreign rows that close no event of this plan: what went out before, mostly. */
export function createForeignEntries(subject: ExplainSubject): Dated<MailEntry>[] {
  const closing = new Set(subject.plan.unplanned.map(({ closedBy }) => closedBy));
  return subject.input.rows
    .filter((row) => !isOwned(row) && !closing.has(row))
    .map((row) =>
      createRowEntry(row, subject, {
        verdict: 'foreign',
        rule: '2.5',
        sentence: describeForeign(row, subject),
        ...(row.sendDate === unreadableDate ? { send_date: row.sendDateText } : {}),
      }),
    );
}
