import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { ColumnChange, RowDifference } from './contact-explanation.ts';
import { type ExplainSubject, shorten, showDate } from './explain-subject.ts';
import { findMailDifference, findMissedDifference } from './row-difference.ts';

/** A value as it is shown; text that people wrote is shortened. */
const showValue = (value: ColumnChange['before']): string =>
  value === null ? 'none' : shorten(String(value), 100);

const describeColumns = (columns: readonly ColumnChange[]): string =>
  columns
    .map(({ column, before, after }) => `${column} ${showValue(before)} -> ${showValue(after)}`)
    .join(', ');

const nameRow = (row: ScheduleRow): string => `row ${row.id} (${shorten(row.emailType)})`;

/** `would insert birthday, pre-scheduled for 2027-04-17`. */
function describeMail(mail: PlannedMail, difference: RowDifference): string {
  if (mail.row !== undefined)
    return `would change ${nameRow(mail.row)}: ${describeColumns(difference.columns)}`;
  const reason = mail.skipReason === null ? '' : ` (${mail.skipReason})`;
  return `would insert ${shorten(mail.event.emailType)}, ${mail.status}${reason}, for ${formatDate(mail.sendDate)}`;
}

function describeRows({ changes, context }: ExplainSubject): string[] {
  const mails = [...changes.updates.map(({ mail }) => mail), ...changes.inserts];
  return [
    ...changes.deletes.map(
      (row) => `would delete ${nameRow(row)}, ${row.status} for ${showDate(row.sendDate, row.sendDateText)}`,
    ),
    ...changes.missed.map(
      (row) => `would change ${nameRow(row)}: ${describeColumns(findMissedDifference(row).columns)}`,
    ),
    ...mails.flatMap((mail) => {
      const difference = findMailDifference(mail, context);
      return difference === null ? [] : [describeMail(mail, difference)];
    }),
  ];
}

/** What a run would write where the database does not say what the plan says (spec 4.2); empty: they agree. */
export function describeDifferences(subject: ExplainSubject): string[] {
  const { changes } = subject;
  return [
    ...describeRows(subject),
    ...changes.openedIssues.map(({ issue, detail }) => `would record the issue ${issue}: ${detail}`),
    ...changes.resolvedIssues.map((issue) => `would record the issue ${shorten(issue)} as resolved`),
    ...changes.targets.map(({ id, status }) => `would set the status of target ${id} to ${status}`),
  ];
}

/** What verification would hold back (spec 4.1). */
export const describeViolations = ({ violations }: ExplainSubject): string[] =>
  violations.map(
    ({ mail, rule, detail }) =>
      `${shorten(mail.emailType)} on ${formatDate(mail.sendDate as EpochDay)} breaks ${rule}: ${detail}`,
  );
