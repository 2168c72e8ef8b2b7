import { formatDate } from '../../domain/calendar/date-text.ts';
import type { EpochDay } from '../../domain/calendar/epoch-day.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import type { PlannedMail } from '../../domain/plan/planned-mail.ts';
import { type RowContent, toRowContent } from '../../domain/schedule/row-content.ts';
import { type ScheduleRow, unreadableDate } from '../../domain/schedule/schedule-row.ts';
import { toSendTime } from '../plan/plan-ledger.ts';
import type { ColumnChange, RowDifference } from './contact-explanation.ts';

/** A column that a run writes; `former` is no column. */
type PlannerColumn = Exclude<keyof RowContent, 'former'>;

/** The planner's columns of `email_schedules`, by the names that the code has for them. */
const columnNames: Readonly<Record<PlannerColumn, string>> = {
  emailType: 'email_type',
  eventDate: 'event_date',
  idealDate: 'ideal_send_date',
  sendDate: 'scheduled_send_date',
  sendTime: 'scheduled_send_time',
  status: 'status',
  skipReason: 'skip_reason',
  skipDetail: 'skip_detail',
  adjustment: 'adjustment',
  priority: 'priority',
  instanceId: 'campaign_instance_id',
  targetId: 'target_id',
  parentId: 'parent_email_id',
  emailTemplate: 'email_template',
  smsTemplate: 'sms_template',
  metadata: 'metadata',
};

const dateColumns: ReadonlySet<string> = new Set(['eventDate', 'idealDate', 'sendDate']);

function showValue(name: string, value: string | number | null): string | number | null {
  if (!dateColumns.has(name) || value === null) return value;
  return value === unreadableDate ? null : formatDate(value as EpochDay);
}

/** The columns in which a row and what would be written into it differ. */
function listColumnChanges(row: ScheduleRow, content: RowContent): ColumnChange[] {
  const names = Object.keys(columnNames) as PlannerColumn[];
  return names
    .filter((name) => row[name] !== content[name])
    .map((name) => ({
      column: columnNames[name],
      before: showValue(name, row[name]),
      after: showValue(name, content[name]),
    }));
}

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
