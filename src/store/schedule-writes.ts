import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { createDateFormatter } from '../domain/calendar/date-text.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import type { RowContent } from '../domain/schedule/row-content.ts';
import type { ScheduleRow } from '../domain/schedule/schedule-row.ts';

const insertColumns = `contact_id, email_type, event_date, ideal_send_date, scheduled_send_date, scheduled_send_time,
  status, skip_reason, skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id,
  email_template, sms_template, metadata, scheduler_run_id, created_at, updated_at`;
const insertWidth = 20;

/** Rows per insert statement: more gain nothing (docs/performance.md). */
const rowsPerInsert = 50;

/** The planner's columns of a row as JSON: what `runs undo` brings back. */
const contentJson = `json_object(
  'email_type', email_type, 'event_date', event_date, 'ideal_send_date', ideal_send_date,
  'scheduled_send_date', scheduled_send_date, 'scheduled_send_time', scheduled_send_time, 'status', status,
  'skip_reason', skip_reason, 'skip_detail', skip_detail, 'adjustment', adjustment, 'priority', priority,
  'campaign_instance_id', campaign_instance_id, 'target_id', target_id, 'parent_email_id', parent_email_id,
  'email_template', email_template, 'sms_template', sms_template, 'metadata', metadata,
  'scheduler_run_id', scheduler_run_id, 'created_at', created_at, 'updated_at', updated_at)`;

/** The row must still be as it was read: a sender that was faster is left alone (spec 4.1, "Apply"). */
const asRead = `id = :id and status = :readStatus and email_type = :readType and priority = :readPriority
  and scheduled_send_date = :readSendDate and event_date = :readEventDate and ideal_send_date is :readIdealDate`;

function insertSql(rows: number): string {
  const tuple = `(${Array.from({ length: insertWidth }, () => '?').join(', ')})`;
  const tuples = Array.from({ length: rows }, () => tuple).join(', ');
  return `insert into email_schedules (${insertColumns}) values ${tuples} on conflict do nothing`;
}

/** A row to insert. */
export interface NewRow {
  readonly contactId: number;
  readonly content: RowContent;
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
  const record = db.prepare(
    `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before)
     select :runId, id, contact_id, :change, ${contentJson} from email_schedules where ${asRead}`,
  );
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
    const recorded = record.run({ runId, change: kind, ...read });
    if (recorded.changes === 0 || statement.run({ ...read, ...values }).changes === 0) return false;
    if (kind === 'update') complete.run({ id: row.id, changeId: recorded.lastInsertRowid });
    return true;
  };
  const toParameters = ({ contactId, content: row }: NewRow): SQLInputValue[] => [
    contactId,
    row.emailType,
    formatDate(row.eventDate as EpochDay),
    formatDate(row.idealDate),
    formatDate(row.sendDate),
    row.sendTime,
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
    runId,
    now,
    now,
  ];

  return {
    /** Inserts rows; those whose identity exists already are left out. The number of rows inserted. */
    insertRows(rows: readonly NewRow[]): number {
      let inserted = 0;
      let next = 0;
      for (; next + rowsPerInsert <= rows.length; next += rowsPerInsert) {
        inserted += Number(
          insertMany.run(...rows.slice(next, next + rowsPerInsert).flatMap(toParameters)).changes,
        );
      }
      for (; next < rows.length; next++)
        inserted += Number(insertOne.run(...toParameters(rows[next] as NewRow)).changes);
      return inserted;
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
