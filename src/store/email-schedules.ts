import type { DatabaseSync } from 'node:sqlite';
import { readDate } from '../domain/calendar/date-text.ts';
import { readEventDate, type ScheduleRow, unreadableDate } from '../domain/schedule/schedule-row.ts';
import { type ContactSelection, prepareForContacts } from './contact-selection.ts';
import {
  asNumber,
  asText,
  createRowTaker,
  type Parameters,
  prepareArrays,
  type RowArray,
} from './read-rows.ts';

/** The table's own default. */
const usualSendTime = '08:30:00';

// Texts are dear to pass. Send date and time are "not null": null says that they are the ideal date, the usual time.
const columns = `id, contact_id, email_type, event_date, ideal_send_date,
  nullif(scheduled_send_date, ideal_send_date), nullif(scheduled_send_time, '${usualSendTime}'),
  status, skip_reason, skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id,
  email_template, sms_template, metadata, actual_send_datetime`;

const readDay = (text: string | null): ScheduleRow['sendDate'] => readDate(text) ?? unreadableDate;

/** The table's own default: what a priority that is no number counts as. */
const defaultPriority = 10;

function toRow(row: RowArray): ScheduleRow {
  const idealDateText = asText(row[4]);
  const idealDate = readDay(idealDateText);
  const onIdealDate = row[5] === null;
  const sendDate = onIdealDate ? idealDate : readDay(asText(row[5]));
  return {
    id: row[0] as number,
    contactId: row[1] as number,
    emailType: asText(row[2]) ?? '',
    eventDate: readEventDate(asText(row[3]), sendDate),
    idealDate,
    sendDate,
    sendTime: asText(row[6]) ?? usualSendTime,
    status: asText(row[7]) ?? '',
    skipReason: asText(row[8]),
    skipDetail: asText(row[9]),
    adjustment: asText(row[10]),
    priority: asNumber(row[11]) ?? defaultPriority,
    instanceId: asNumber(row[12]),
    targetId: asNumber(row[13]),
    parentId: asNumber(row[14]),
    emailTemplate: asText(row[15]),
    smsTemplate: asText(row[16]),
    metadata: asText(row[17]),
    actualSendDateTime: asText(row[18]),
    eventDateText: asText(row[3]),
    idealDateText,
    sendDateText: onIdealDate ? idealDateText : asText(row[5]),
  };
}

/** The condition of the index `email_schedules_undated`. */
const undated = `event_date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'`;

/** Rows in the order of contact ids. So they come as long as SQLite goes by the index that begins with them. */
function inOrder(rows: ScheduleRow[]): ScheduleRow[] {
  const isInOrder = rows.every(
    (row, i) => i === 0 || (rows[i - 1] as ScheduleRow).contactId <= row.contactId,
  );
  return isInOrder ? rows : rows.toSorted((a, b) => a.contactId - b.contactId);
}

/** Statements that read `email_schedules` for planning. */
export function prepareScheduleReads(db: DatabaseSync) {
  const takeRows = createRowTaker(db, columns, toRow);
  const ofContacts = prepareForContacts('contact_id', (condition) =>
    takeRows(
      (row) => `select count(${row}) from email_schedules where ${condition} and event_date >= :since`,
    ),
  );
  // Nobody knows how many these are, and rows are taken by a function only where they are few.
  const listRows = (condition: string): ((parameters: Parameters) => ScheduleRow[]) => {
    const list = prepareArrays(db, `select ${columns} from email_schedules ${condition}`);
    return (parameters) => list(parameters).map(toRow);
  };
  const contactsWithRows = prepareForContacts('contact_id', (condition) =>
    prepareArrays(db, `select distinct contact_id from email_schedules where ${condition}`),
  );
  const lateOfCampaign = listRows(
    `where campaign_instance_id = :instance and scheduled_send_date >= :from and event_date < :since`,
  );
  // A loose index scan: one look-up per instance, however many mails it has.
  const instances = prepareArrays(
    db,
    `with recursive found (id) as (
       select min(campaign_instance_id) from email_schedules where campaign_instance_id is not null
       union all
       select (select min(campaign_instance_id) from email_schedules where campaign_instance_id > found.id)
       from found where found.id is not null
     )
     select id from found where id is not null`,
  );
  const lateForeign = listRows(
    `where status not in ('pre-scheduled', 'skipped') and scheduled_send_date >= :from and event_date < :since`,
  );
  const lateAhead = listRows(
    `where substr(scheduled_send_date, 1, 4) > substr(event_date, 1, 4) and scheduled_send_date >= :today
       and event_date < :since and status in ('pre-scheduled', 'skipped')`,
  );
  const lateMissed = listRows(
    `where status = 'pre-scheduled' and scheduled_send_date < :today and event_date < :since`,
  );
  const lateUndated = listRows(`where ${undated} and event_date < :since`);
  const foreignCounts = prepareArrays(
    db,
    `select scheduled_send_date, status, count(*) from email_schedules
     where status not in ('pre-scheduled', 'skipped') and scheduled_send_date >= :from group by 1, 2`,
  );
  const preScheduledCounts = prepareArrays(
    db,
    `select scheduled_send_date, count(*) from email_schedules
     where status = 'pre-scheduled' and scheduled_send_date >= :from group by 1`,
  );
  // Most of them stand on their ideal date or soon after: with a limit the days before are seldom looked at.
  const sharing = (span: string): string =>
    `select 1 from email_schedules
     where status = 'pre-scheduled' and email_type = 'effective_date' and ideal_send_date = :ideal and ${span}`;
  const effectiveDates = prepareArrays(
    db,
    `select count(*) from (
       ${sharing('scheduled_send_date between :ideal and :to')}
       union all ${sharing('scheduled_send_date >= :from and scheduled_send_date < :ideal')}
       limit :limit)`,
  );
  const stuck = prepareArrays(
    db,
    `select id from email_schedules
     where status = 'processing' and scheduled_send_date < :before`,
  );
  return {
    /** Pre-scheduled effective-date mails of one ideal date, dated from `from` to `to`; counted no further than `limit`. */
    countEffectiveDates: (ideal: string, span: { from: string; to: string; limit: number }): number =>
      Number(effectiveDates({ ideal, ...span })[0]?.[0]),
    /** Ids of rows that are `processing` and dated before a date. */
    listStuck: (before: string): number[] =>
      stuck({ before })
        .map((row) => Number(row[0]))
        .sort((a, b) => a - b),
    /** Rows of contacts whose event date is not before `since`, in the order of contact ids. */
    readOf: (selection: ContactSelection, since: string): ScheduleRow[] =>
      inOrder(ofContacts(selection, { since })),
    /** Contacts that have rows. */
    listContacts: (selection: ContactSelection): number[] =>
      contactsWithRows(selection).map((row) => Number(row[0])),
    /** Campaign instances that rows name. */
    listInstances: (): number[] => instances({}).map((row) => Number(row[0])),
    /** Rows of an instance with an older event date that are dated `from` or later. */
    readLateOfCampaign: (instance: number, from: string, since: string): ScheduleRow[] =>
      lateOfCampaign({ instance, from, since }),
    /** Foreign rows with an older event date, dated `from` or later. */
    readLateForeign: (from: string, since: string): ScheduleRow[] => lateForeign({ from, since }),
    /** Rows that the sender has not taken, of an event before `since`, dated today or later. */
    readLateAhead: (today: string, since: string): ScheduleRow[] => lateAhead({ today, since }),
    /** Rows whose event date is no date: nobody can tell how old they are (spec 2.2). */
    readLateUndated: (since: string): ScheduleRow[] => lateUndated({ since }),
    /** Pre-scheduled rows with an older event date, dated before today. */
    readLateMissed: (today: string, since: string): ScheduleRow[] => lateMissed({ today, since }),
    /** Rows that the sender has taken, from a date (`YYYY-MM-DD`) on: [date, status, count]. */
    countForeign: (from: string): [string, string, number][] =>
      foreignCounts({ from }).map((row) => [asText(row[0]) ?? '', asText(row[1]) ?? '', Number(row[2])]),
    /** Pre-scheduled rows, whatever their type, from a date on: [date, count]. */
    countPreScheduled: (from: string) => preScheduledCounts({ from }) as [string, number][],
  };
}
