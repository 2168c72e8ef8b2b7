import { readEventDate, type ScheduleRow, unreadableDate } from '../domain/mail/schedule-row.ts';
import { type ColumnValue, mailColumns } from './mail-columns.ts';

/** The columns that a run writes, in the order of the table. */
export const storedColumns = [
  ...mailColumns.map(({ column }) => column),
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

/** Some columns of a row of `email_schedules`, by name: what `schedule_changes` keeps of a change (spec 3.1). */
export type StoredColumns = Readonly<Record<string, ColumnValue | undefined>>;

/** All of them: the planner's, and the sender's. */
export type StoredContent = Readonly<Record<string, ColumnValue>>;

// JSON has no place for a blob, which another program may have put into a column of text: SQLite would refuse the whole row.
const asJsonValue = (column: string): string =>
  `iif(typeof(${column}) = 'blob', cast(${column} as text), ${column})`;

/** An SQL expression: some columns of a row as JSON. */
export const columnsJson = (columns: readonly string[]): string =>
  `json_object(${columns.map((column) => `'${column}', ${asJsonValue(column)}`).join(', ')})`;

const allColumns = [...storedColumns, ...senderColumns];

/** An SQL expression: all columns of a row as JSON, a {@link StoredContent}. */
export const wholeContentJson = columnsJson(allColumns);

/** The same without empty columns: what is kept of a row that is deleted. */
export const deletedContentJson = `json_patch('{}', ${wholeContentJson})`;

const emptyContent: StoredContent = Object.fromEntries(allColumns.map((column) => [column, null]));

/**
 * A row as it was before a change: what the entry says it held, all else as it is. Entries of older versions hold the
 * whole row, newer ones what differed.
 *
 * @param content as it is; undefined: it is gone, and the entry is of its deletion
 */
export const withColumns = (content: StoredContent | undefined, columns: StoredColumns): StoredContent =>
  Object.assign({}, content ?? emptyContent, columns) as StoredContent;

/** A row as it is, but for some columns. */
export function withStoredColumns(row: ScheduleRow, columns: StoredColumns): ScheduleRow {
  const changed = { ...row };
  for (const { column, toFields } of mailColumns) {
    const value = columns[column];
    if (value !== undefined) Object.assign(changed, toFields(value));
  }
  // Of an event date that cannot be read the send date counts (spec 2.2).
  return { ...changed, eventDate: readEventDate(changed.eventDateText, changed.sendDate) };
}

/** A row of a given content, as planning and verification read one. */
export const toScheduleRow = (id: number, contactId: number, content: StoredColumns): ScheduleRow =>
  withStoredColumns(emptyRow(id, contactId), content);

const emptyRow = (id: number, contactId: number): ScheduleRow => ({
  id,
  contactId,
  emailType: '',
  eventDate: unreadableDate,
  idealDate: unreadableDate,
  sendDate: unreadableDate,
  sendTime: '',
  status: '',
  skipReason: null,
  skipDetail: null,
  adjustment: null,
  priority: 0,
  instanceId: null,
  targetId: null,
  parentId: null,
  emailTemplate: null,
  smsTemplate: null,
  metadata: null,
  actualSendDateTime: null,
  eventDateText: null,
  idealDateText: null,
  sendDateText: null,
});
