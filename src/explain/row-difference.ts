import { formatDate } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import { type RowContent, toRowContent } from '../domain/mail/row-content.ts';
import { type ScheduleRow, unreadableDate } from '../domain/mail/schedule-row.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { toSendTime } from '../plan/plan-ledger.ts';
import { mailColumns } from '../store/mail-columns.ts';
import type { ColumnChange, RowDifference } from './contact-explanation.ts';

/** Dates that cannot be read differ from any date, and are shown as nothing. */
const showDay = (date: EpochDay): string | null => (date === unreadableDate ? null : formatDate(date));

/** The columns in which a row and what would be written into it differ. */
const listColumnChanges = (row: ScheduleRow, content: RowContent): ColumnChange[] =>
  mailColumns
    .filter(({ field }) => row[field] !== content[field])
    .map(({ column, field, kind, toValue }) => ({
      column,
      before: kind === 'day' ? showDay(row[field] as EpochDay) : (row[field] as string | number | null),
      after: toValue(content),
    }));

/** What writing a mail would change; null: its row says it already. */
export function findMailDifference(mail: PlannedMail, context: PlanContext): RowDifference | null {
  if (mail.row === undefined) return { change: 'insert', columns: [] };
  const content = toRowContent(mail, toSendTime(context.configuration.send_time));
  const columns = listColumnChanges(mail.row, content);
  return columns.length === 0 ? null : { change: 'update', columns };
}

/** What marking a row as missed changes (spec 2.5), its detail apart. */
export const findMissedDifference = (row: ScheduleRow): RowDifference => ({
  change: 'update',
  columns: [
    { column: 'status', before: row.status, after: 'skipped' },
    { column: 'skip_reason', before: row.skipReason, after: 'missed' },
  ],
});
