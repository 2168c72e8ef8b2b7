import { readDate } from '../domain/calendar/date-text.ts';
import { type ScheduleRow, unreadableDate } from '../domain/schedule/schedule-row.ts';

/** The columns that the planner writes, in the order of the table. */
export const storedColumns = [
  'email_type',
  'event_date',
  'ideal_send_date',
  'scheduled_send_date',
  'scheduled_send_time',
  'status',
  'skip_reason',
  'skip_detail',
  'adjustment',
  'priority',
  'campaign_instance_id',
  'target_id',
  'parent_email_id',
  'email_template',
  'sms_template',
  'metadata',
  'scheduler_run_id',
  'created_at',
  'updated_at',
] as const;

/** The sender's own (spec 3.1): an update leaves them alone, so they are kept of rows that are deleted. */
export const senderColumns = [
  'batch_id',
  'actual_send_datetime',
  'sent_at',
  'sendgrid_message_id',
  'sms_sent_at',
  'twilio_sms_id',
  'catchup_note',
] as const;

type StoredValue = string | number | null;

/** A row of `email_schedules` by the names of its columns: what `schedule_changes` keeps of it (spec 3.1). */
export type StoredContent = Readonly<Record<(typeof storedColumns)[number], StoredValue>> &
  Readonly<Partial<Record<(typeof senderColumns)[number], StoredValue>>>;

// JSON has no place for a blob, which somebody may have put into a column of text: SQLite would refuse the whole row.
const asJsonValue = (column: string): string =>
  `iif(typeof(${column}) = 'blob', cast(${column} as text), ${column})`;

const toJsonObject = (columns: readonly string[]): string =>
  `json_object(${columns.map((column) => `'${column}', ${asJsonValue(column)}`).join(', ')})`;

/** An SQL expression: the planner's columns of a row as JSON, a {@link StoredContent}. */
export const contentJson = toJsonObject(storedColumns);

/** The same with the sender's columns: what is kept of a row that is deleted. */
export const wholeContentJson = toJsonObject([...storedColumns, ...senderColumns]);

const textOf = (value: StoredValue): string | null => (value === null ? null : String(value));
const numberOf = (value: StoredValue): number | null => (value === null ? null : Number(value));

/** A row of a given content, as planning and verification read one. */
export function toScheduleRow(id: number, contactId: number, content: StoredContent): ScheduleRow {
  const dateOf = (value: StoredValue) => readDate(textOf(value)) ?? unreadableDate;
  return {
    id,
    contactId,
    emailType: textOf(content.email_type) ?? '',
    eventDate: dateOf(content.event_date),
    idealDate: dateOf(content.ideal_send_date),
    sendDate: dateOf(content.scheduled_send_date),
    sendTime: textOf(content.scheduled_send_time) ?? '',
    status: textOf(content.status) ?? '',
    skipReason: textOf(content.skip_reason),
    skipDetail: textOf(content.skip_detail),
    adjustment: textOf(content.adjustment),
    priority: Number(content.priority),
    instanceId: numberOf(content.campaign_instance_id),
    targetId: numberOf(content.target_id),
    parentId: numberOf(content.parent_email_id),
    emailTemplate: textOf(content.email_template),
    smsTemplate: textOf(content.sms_template),
    metadata: textOf(content.metadata),
    actualSendDateTime: null,
    eventDateText: textOf(content.event_date),
    idealDateText: textOf(content.ideal_send_date),
    sendDateText: textOf(content.scheduled_send_date),
  };
}
