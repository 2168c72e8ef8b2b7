import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { createDateFormatter } from '../domain/calendar/date-text.ts';
import type { RowContent } from '../domain/schedule/row-content.ts';
import type { ScheduleRow } from '../domain/schedule/schedule-row.ts';
import { contactOf, type InsertData, rowOf } from './insert-columns.ts';
import { contentJson, wholeContentJson } from './stored-content.ts';

const insertColumns = `contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, status, skip_reason,
  skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id, email_template, sms_template,
  metadata, scheduled_send_time, scheduler_run_id, created_at, updated_at`;
/** Columns with a value of their own in every row. */
const insertWidth = 16;

/** Rows per insert statement: more gain nothing (docs/performance.md). */
const rowsPerInsert = 100;

/**
 * The row must still be as it was read: a sender that was faster is left alone (spec 4.1, "Apply"). What a column cannot
 * hold by its kind, and somebody has put there all the same, cannot be compared with what was read of it.
 */
const asRead = `id = :id and status = :readStatus and email_type = :readType
  and (priority = :readPriority or typeof(priority) = 'text')
  and (scheduled_send_date = :readSendDate or typeof(scheduled_send_date) = 'blob')
  and (event_date = :readEventDate or typeof(event_date) = 'blob')
  and (ideal_send_date is :readIdealDate or typeof(ideal_send_date) = 'blob')`;

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
  const formatDate = createDateFormatter();
  const insertMany = db.prepare(insertSql(rowsPerInsert));
  const insertOne = db.prepare(insertSql(1));
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
  const toParameters = (contactId: number, row: RowContent): SQLInputValue[] => [
    contactId,
    row.emailType,
    formatDate(row.eventDate),
    formatDate(row.idealDate),
    formatDate(row.sendDate),
    row.status,
    row.skipReason,
    row.skipDetail,
    row.adjustment,
    row.priority,
    row.instanceId,
    row.targetId,
    row.parentId,
    row.emailTemplate,
    row.smsTemplate,
    row.metadata,
  ];
  const insert = (statement: StatementSync, rows: InsertData, first: number, count: number): number => {
    const time = rowOf(rows, first).sendTime;
    const parameters: SQLInputValue[] = [];
    for (let row = first; row < first + count; row++) {
      parameters.push(...toParameters(contactOf(rows, row), rowOf(rows, row)));
    }
    return Number(statement.run({ time, run: runId, now }, ...parameters).changes);
  };

  return {
    /** Inserts rows of one send time; those whose identity exists already are left out. The number of rows inserted. */
    insertRows(rows: InsertData): number {
      let inserted = 0;
      let next = 0;
      for (; next + rowsPerInsert <= rows.length; next += rowsPerInsert) {
        inserted += insert(insertMany, rows, next, rowsPerInsert);
      }
      for (; next < rows.length; next++) inserted += insert(insertOne, rows, next, 1);
      return inserted;
    },
    /** False: a row of its identity exists already. */
    insertRow(contactId: number, row: RowContent): boolean {
      const named = { time: row.sendTime, run: runId, now };
      return insertOne.run(named, ...toParameters(contactId, row)).changes === 1;
    },
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
