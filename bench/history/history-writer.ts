import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { formatDate } from '../../src/domain/calendar/date-text.ts';
import { addDays } from '../../src/domain/calendar/epoch-day.ts';
import { formatDateTime } from '../../src/generate/generation-context.ts';
import { generatedRunId } from '../../src/store/organisation-writer.ts';
import type { HistorySlice } from './history-slices.ts';

/** Writes the mails of one slice: who got it, and what became of it. */
export type WriteSlice = (
  slice: HistorySlice,
  toRow: (position: number) => readonly [contactId: number, status: string],
) => void;

const rowsPerStatement = 200;

/** 14:30 UTC: 8:30 or 9:30 in the default time zone. */
const sendSecond = 52_200;

/** What all mails of a slice share is bound once, as ?1 to ?7; two values are left per row. */
const insertHead = `insert into email_schedules (contact_id, email_type, event_date, ideal_send_date,
    scheduled_send_date, status, skip_reason, priority, email_template, scheduler_run_id, created_at, updated_at,
    actual_send_datetime, sent_at)
  select column1, ?1, ?2, ?3, ?3, column2, iif(column2 = 'skipped', 'exclusion_window', null), ?4, ?1, ?5, ?6, ?7,
    iif(column2 = 'skipped', null, ?7), iif(column2 = 'skipped', null, ?7)
  from (values`;

/** One statement for `rows` rows: the text grows by place-holders, never by values. */
function prepareRows(db: DatabaseSync, rows: number): StatementSync {
  return db.prepare(`${insertHead} ${Array(rows).fill('(?, ?)').join(', ')})`);
}

export function createHistoryWriter(db: DatabaseSync): WriteSlice {
  const many = prepareRows(db, rowsPerStatement);
  const one = prepareRows(db, 1);
  return (slice, toRow) => {
    const shared = shareValues(slice);
    const { positions } = slice;
    for (let at = 0; at < positions.length; ) {
      const full = at + rowsPerStatement <= positions.length;
      const end = full ? at + rowsPerStatement : at + 1;
      const values: SQLInputValue[] = [...shared];
      for (; at < end; at++) values.push(...toRow(positions[at] as number));
      (full ? many : one).run(...values);
    }
  };
}

/** ?1 to ?7: email type, event date, send date, priority, run id, created and updated. */
function shareValues({ kind, eventDate, sendDate }: HistorySlice): SQLInputValue[] {
  return [
    kind.emailType,
    formatDate(eventDate),
    formatDate(sendDate),
    kind.priority,
    generatedRunId,
    formatDateTime(addDays(sendDate, -30), 36_000),
    formatDateTime(sendDate, sendSecond),
  ];
}
