import { formatDate, readDate } from '../domain/calendar/date-text.ts';
import type { RowContent } from '../domain/mail/row-content.ts';
import { type ScheduleRow, unreadableDate } from '../domain/mail/schedule-row.ts';
import { mostId } from './read-rows.ts';

/** What a column of `email_schedules` holds. */
export type ColumnValue = string | number | null;

/** A column that the planner decides; `former` is no column. */
export type MailField = Exclude<keyof RowContent, 'former'>;

/** What every statement on the planner's columns is made of. */
export interface MailColumn {
  readonly column: string;
  readonly field: MailField;
  readonly kind: 'text' | 'day' | 'integer';
  /** As it is written. Its own function for each column: one that looks fields up by name takes longer. */
  readonly toValue: (row: RowContent) => ColumnValue;
  /** As it was read: of dates the text, which may be no date at all. */
  readonly readOf: (row: ScheduleRow) => ColumnValue;
  /** The fields of a row that holds a value. */
  readonly toFields: (value: ColumnValue) => Partial<ScheduleRow>;
}

const textOf = (value: ColumnValue): string | null => (value === null ? null : String(value));
const numberOf = (value: ColumnValue): number | null => (value === null ? null : Number(value));

type Optional = 'skipReason' | 'skipDetail' | 'adjustment' | 'emailTemplate' | 'smsTemplate' | 'metadata';
type Required = 'emailType' | 'sendTime' | 'status';
type Link = 'instanceId' | 'targetId' | 'parentId';
type Day = 'eventDate' | 'idealDate' | 'sendDate';

const optionalText = (
  column: string,
  field: Optional,
  read: (row: RowContent) => ColumnValue,
): MailColumn => ({
  column,
  field,
  kind: 'text',
  toValue: read,
  readOf: read,
  toFields: (value) => ({ [field]: textOf(value) }),
});

const text = (column: string, field: Required, read: (row: RowContent) => ColumnValue): MailColumn => ({
  column,
  field,
  kind: 'text',
  toValue: read,
  readOf: read,
  toFields: (value) => ({ [field]: textOf(value) ?? '' }),
});

const link = (column: string, field: Link, read: (row: RowContent) => ColumnValue): MailColumn => ({
  column,
  field,
  kind: 'integer',
  toValue: read,
  readOf: read,
  toFields: (value) => ({ [field]: numberOf(value) }),
});

const day = (
  column: string,
  field: Day,
  toValue: (row: RowContent) => string,
  readOf: (row: ScheduleRow) => string | null,
): MailColumn => ({
  column,
  field,
  kind: 'day',
  toValue,
  readOf,
  toFields: (value) => ({
    [field]: readDate(textOf(value)) ?? unreadableDate,
    [`${field}Text`]: textOf(value),
  }),
});

/**
 * The columns of `email_schedules` that the planner decides, each said once: inserts, updates, their guards, the audit,
 * undo and `explain` are made from this table.
 */
export const mailColumns: readonly MailColumn[] = [
  text('email_type', 'emailType', (row) => row.emailType),
  day(
    'event_date',
    'eventDate',
    (row) => formatDate(row.eventDate),
    (row) => row.eventDateText,
  ),
  day(
    'ideal_send_date',
    'idealDate',
    (row) => formatDate(row.idealDate),
    (row) => row.idealDateText,
  ),
  day(
    'scheduled_send_date',
    'sendDate',
    (row) => formatDate(row.sendDate),
    (row) => row.sendDateText,
  ),
  text('scheduled_send_time', 'sendTime', (row) => row.sendTime),
  text('status', 'status', (row) => row.status),
  optionalText('skip_reason', 'skipReason', (row) => row.skipReason),
  optionalText('skip_detail', 'skipDetail', (row) => row.skipDetail),
  optionalText('adjustment', 'adjustment', (row) => row.adjustment),
  {
    column: 'priority',
    field: 'priority',
    kind: 'integer',
    toValue: (row) => row.priority,
    readOf: (row) => row.priority,
    toFields: (value) => ({ priority: Number(value) }),
  },
  link('campaign_instance_id', 'instanceId', (row) => row.instanceId),
  link('target_id', 'targetId', (row) => row.targetId),
  link('parent_email_id', 'parentId', (row) => row.parentId),
  optionalText('email_template', 'emailTemplate', (row) => row.emailTemplate),
  optionalText('sms_template', 'smsTemplate', (row) => row.smsTemplate),
  optionalText('metadata', 'metadata', (row) => row.metadata),
];

/** The parameter that holds what was read of a column. */
const readParameter = ({ column }: Pick<MailColumn, 'column'>): string => `was_${column}`;

/** What a text says that holds bytes which are no text: it cannot be compared with what is stored. */
const hasUnreadableBytes = (parameter: string): string => `instr(:${parameter}, char(65533)) > 0`;

const sameText = (column: string): string => {
  const parameter = readParameter({ column });
  return `(${column} is :${parameter} or typeof(${column}) = 'blob' or ${hasUnreadableBytes(parameter)})`;
};

const sameInteger = (column: string): string =>
  `(${column} is :${readParameter({ column })} or typeof(${column}) in ('text', 'blob')
    or ${column} not between -${mostId} and ${mostId})`;

/**
 * The row must still be as it was read, in everything that was read of it: a sender or an importer that was faster is
 * left alone (spec 4.1, "Apply"). A value that a column cannot hold by its kind (a blob, text in a column of numbers)
 * cannot be compared with what was read of it, and does not count.
 */
export const asRead = [
  'id = :id',
  'contact_id = :contactId',
  ...mailColumns.map(({ column, kind }) => (kind === 'integer' ? sameInteger(column) : sameText(column))),
  sameText('actual_send_datetime'),
].join('\n  and ');

/** The parameters of {@link asRead}. */
export function readParameters(row: ScheduleRow): Record<string, ColumnValue> {
  const values: Record<string, ColumnValue> = {
    id: row.id,
    contactId: row.contactId,
    was_actual_send_datetime: row.actualSendDateTime,
  };
  for (const column of mailColumns) values[readParameter(column)] = column.readOf(row);
  return values;
}
