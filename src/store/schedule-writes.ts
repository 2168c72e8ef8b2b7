import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { formatDate } from '../domain/calendar/date-text.ts';
import type { RowContent } from '../domain/schedule/row-content.ts';
import type { ScheduleRow } from '../domain/schedule/schedule-row.ts';
import { contentJson, wholeContentJson } from './stored-content.ts';

const insertColumns = `contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, status, skip_reason,
  skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id, email_template, sms_template,
  metadata, scheduled_send_time, scheduler_run_id, created_at, updated_at`;
/** Columns with a value of their own in every row. */
const insertWidth = 16;

/** Rows per insert statement: more gain nothing (docs/performance.md); what is left over goes in smaller portions. */
const insertSizes = [100, 10, 1];

/**
 * The row must still be as it was read: a sender that was faster is left alone (spec 4.1, "Apply"). What a column cannot
 * hold by its kind, and somebody has put there all the same, cannot be compared with what was read of it.
 */
const asRead = `id = :id and status = :readStatus and email_type = :readType
  and (priority = :readPriority or typeof(priority) = 'text')
  and (scheduled_send_date = :readSendDate or typeof(scheduled_send_date) = 'blob')
  and (event_date = :readEventDate or typeof(event_date) = 'blob')
  and (ideal_send_date is :readIdealDate or typeof(ideal_send_date) = 'blob')`;

/** Rows to insert, all of one send time, wherever they come from. */
export interface RowsToInsert {
  readonly length: number;
  contactOf(row: number): number;
  rowOf(row: number): RowContent;
}

/** `:time`, `:run` and `:now` are the same for all rows: bound once a statement. */
function insertSql(rows: number): string {
  const tuple = `(${Array.from({ length: insertWidth }, () => '?').join(', ')}, :time, :run, :now, :now)`;
  const tuples = Array.from({ length: rows }, () => tuple).join(', ');
  return `insert into email_schedules (${insertColumns}) values ${tuples} on conflict do nothing`;
}

/**
 * Statements that write `email_schedules`, each change of an existing row together with its entry in
 * `schedule_changes`. The caller holds a transaction.
 *
 * @param now UTC, `YYYY-MM-DD HH:MM:SS`: created_at and updated_at of what is written
 */
export function prepareScheduleWrites(db: DatabaseSync, runId: string, now: string) {
  const recordAs = (change: string, content: string): StatementSync =>
    db.prepare(
      `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before)
       select :runId, id, contact_id, '${change}', ${content} from email_schedules where ${asRead}`,
    );
  const record = { update: recordAs('update', contentJson), delete: recordAs('delete', wholeContentJson) };
  const complete = db.prepare(
    `update schedule_changes set after = (select ${contentJson} from email_schedules where id = :id)
     where id = :changeId`,
  );
  const update = db.prepare(
    `update or ignore email_schedules set
       email_type = :emailType, event_date = :eventDate, ideal_send_date = :idealDate, scheduled_send_date = :sendDate,
       scheduled_send_time = :sendTime, status = :status, skip_reason = :skipReason, skip_detail = :skipDetail,
       adjustment = :adjustment, priority = :priority, campaign_instance_id = :instanceId, target_id = :targetId,
       parent_email_id = :parentId, email_template = :emailTemplate, sms_template = :smsTemplate,
       metadata = :metadata, scheduler_run_id = :runId, updated_at = :now
     where ${asRead}`,
  );
  const markMissed = db.prepare(
    `update email_schedules set
       status = 'skipped', skip_reason = 'missed', skip_detail = :detail, scheduler_run_id = :runId, updated_at = :now
     where ${asRead}`,
  );
  const remove = db.prepare(`delete from email_schedules where ${asRead}`);

  const readValues = (row: ScheduleRow): Record<string, SQLInputValue> => ({
    id: row.id,
    readStatus: row.status,
    readType: row.emailType,
    readPriority: row.priority,
    readSendDate: row.sendDateText,
    readEventDate: row.eventDateText,
    readIdealDate: row.idealDateText,
  });
  /** Records the change and makes it; false: the row is no longer as it was read. */
  const change = (
    kind: 'update' | 'delete',
    row: ScheduleRow,
    statement: StatementSync,
    values: Record<string, SQLInputValue>,
  ): boolean => {
    const read = readValues(row);
    const recorded = record[kind].run({ runId, ...read });
    if (recorded.changes === 0 || statement.run({ ...read, ...values }).changes === 0) return false;
    if (kind === 'update') complete.run({ id: row.id, changeId: recorded.lastInsertRowid });
    return true;
  };
  const setParameters = (
    parameters: SQLInputValue[],
    start: number,
    contactId: number,
    row: RowContent,
  ): void => {
    let at = start;
    parameters[at++] = contactId;
    parameters[at++] = row.emailType;
    parameters[at++] = formatDate(row.eventDate);
    parameters[at++] = formatDate(row.idealDate);
    parameters[at++] = formatDate(row.sendDate);
    parameters[at++] = row.status;
    parameters[at++] = row.skipReason;
    parameters[at++] = row.skipDetail;
    parameters[at++] = row.adjustment;
    parameters[at++] = row.priority;
    parameters[at++] = row.instanceId;
    parameters[at++] = row.targetId;
    parameters[at++] = row.parentId;
    parameters[at++] = row.emailTemplate;
    parameters[at++] = row.smsTemplate;
    parameters[at++] = row.metadata;
  };
  const inserts = insertSizes.map((size) => ({
    size,
    statement: db.prepare(insertSql(size)),
    parameters: new Array<SQLInputValue>(insertWidth * size).fill(null),
  }));
  /** Inserts the rows [first, first + size) with the statement for so many. */
  const insert = (
    { size, statement, parameters }: (typeof inserts)[number],
    rows: RowsToInsert,
    first: number,
  ): number => {
    let time = '';
    for (let i = 0; i < size; i++) {
      const row = rows.rowOf(first + i);
      setParameters(parameters, i * insertWidth, rows.contactOf(first + i), row);
      time = row.sendTime;
    }
    return Number(statement.run({ time, run: runId, now }, ...parameters).changes);
  };
  /** The number of rows inserted. */
  const insertAll = (rows: RowsToInsert): number => {
    let inserted = 0;
    let next = 0;
    for (const sized of inserts) {
      for (; next + sized.size <= rows.length; next += sized.size) inserted += insert(sized, rows, next);
    }
    return inserted;
  };

  return {
    /** Inserts rows of one send time; those whose identity exists already are left out. The number of rows inserted. */
    insertRows: insertAll,
    /** False: a row of its identity exists already. */
    insertRow: (contactId: number, row: RowContent): boolean =>
      insertAll({ length: 1, contactOf: () => contactId, rowOf: () => row }) === 1,
    /** False: the row is no longer as it was read, or another row has taken the identity. */
    updateRow(row: ScheduleRow, content: RowContent): boolean {
      return change('update', row, update, {
        emailType: content.emailType,
        eventDate: formatDate(content.eventDate),
        idealDate: formatDate(content.idealDate),
        sendDate: formatDate(content.sendDate),
        sendTime: content.sendTime,
        status: content.status,
        skipReason: content.skipReason,
        skipDetail: content.skipDetail,
        adjustment: content.adjustment,
        priority: content.priority,
        instanceId: content.instanceId,
        targetId: content.targetId,
        parentId: content.parentId,
        emailTemplate: content.emailTemplate,
        smsTemplate: content.smsTemplate,
        metadata: content.metadata,
        runId,
        now,
      });
    },
    /** False: the row is no longer as it was read. */
    markRowMissed(row: ScheduleRow, detail: string): boolean {
      return change('update', row, markMissed, { detail, runId, now });
    },
    /** False: the row is no longer as it was read. */
    deleteRow(row: ScheduleRow): boolean {
      return change('delete', row, remove, {});
    },
  };
}

/** What {@link prepareScheduleWrites} returns. */
export type ScheduleWrites = ReturnType<typeof prepareScheduleWrites>;
