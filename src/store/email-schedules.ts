import type { DatabaseSync } from 'node:sqlite';
import { readDate } from '../domain/calendar/date-text.ts';
import { readEventDate, type ScheduleRow, unreadableDate } from '../domain/mail/schedule-row.ts';
import { type ContactSelection, type IdRange, prepareForContacts } from './contact-selection.ts';
import {
  asNumber,
  asText,
  createRowTaker,
  mostId,
  type Parameters,
  prepareArrays,
  prepareLater,
  prepareNumbers,
  type RowArray,
  textOf,
} from './read-rows.ts';

/** The table's own default. */
const usualSendTime = '08:30:00';

// Passing text is expensive. Send date and time are "not null": null says that they are the ideal date, the usual time.
const columns = `id, contact_id, email_type, event_date, ideal_send_date,
  nullif(scheduled_send_date, ideal_send_date), nullif(scheduled_send_time, '${usualSendTime}'),
  status, skip_reason, skip_detail, adjustment, priority, campaign_instance_id, target_id, parent_email_id,
  email_template, sms_template, metadata, actual_send_datetime`;

/** They went out long after their send date; the condition of the index `email_schedules_sent_late`, and how recently. */
const sentLate = `actual_send_datetime is not null and case
    when actual_send_datetime glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'
    then 12 * substr(actual_send_datetime, 1, 4) + substr(actual_send_datetime, 6, 2)
    when actual_send_datetime not glob '*[^0-9]*' then 23641 + cast(actual_send_datetime as integer) / 2629746
    else 999999
  end > 12 * substr(scheduled_send_date, 1, 4) + substr(scheduled_send_date, 6, 2) + 1
  and (actual_send_datetime >= :recentFrom or actual_send_datetime not glob '[0-9][0-9][0-9][0-9]-*')`;

/** Which rows are late, besides that their event is before `:since` (src/domain/plan/history-bound.ts). */
const isLate = {
  foreign: `status not in ('pre-scheduled', 'skipped') and scheduled_send_date >= :recentFrom`,
  ahead: `substr(scheduled_send_date, 1, 4) > substr(event_date, 1, 4) and scheduled_send_date >= :today
    and status in ('pre-scheduled', 'skipped')`,
  missed: `status = 'pre-scheduled' and scheduled_send_date < :today`,
  ofCampaign: `campaign_instance_id is not null and (scheduled_send_date >= :recentFrom
    or campaign_instance_id in (select value from json_each(:liveCampaigns)))`,
  /** It is not known how old they are (spec 2.2); the condition of the index `email_schedules_undated`. */
  undated: `event_date not glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*'`,
  sentLate,
  /** Their follow-ups, however old: there is one for each mail. */
  followUp: `parent_email_id is not null
    and exists (select 1 from email_schedules s where s.contact_id = email_schedules.contact_id and ${sentLate})`,
};

/**
 * Contacts whose ids are beyond these are not planned (spec 2.2, "Ids"). The unary plus keeps SQLite from reading every row
 * there is by the index that begins with them.
 */
const isReadableContact = `+contact_id between -${mostId} and ${mostId}`;

const selectLate = (condition: string): string =>
  `select contact_id from email_schedules where ${condition} and event_date < :since and ${isReadableContact}`;

/** The contacts of late rows but those of campaigns: each statement uses a small index of its own. */
export const lateSql = {
  foreign: selectLate(isLate.foreign),
  ahead: selectLate(isLate.ahead),
  missed: selectLate(isLate.missed),
  undated: selectLate(isLate.undated),
  sentLate: selectLate(isLate.sentLate),
} as const;

/** What makes a row late; dates are `YYYY-MM-DD`. */
export interface LateBounds {
  readonly since: string;
  readonly recentFrom: string;
  readonly today: string;
  /** Ids, as a JSON list. */
  readonly liveCampaigns: string;
}

const readDay = (text: string | null): ScheduleRow['sendDate'] => readDate(text) ?? unreadableDate;

/** The table's own default: what a priority that is no number counts as. */
const defaultPriority = 10;

function toRow(row: RowArray): ScheduleRow {
  const idealDateText = asText(row[4]);
  const idealDate = readDay(idealDateText);
  const onIdealDate = row[5] === null;
  const sendDate = onIdealDate ? idealDate : readDay(asText(row[5]));
  return {
    // The digits of one that is out of range become a number that is, too.
    id: Number(row[0]),
    contactId: row[1] as number,
    emailType: textOf(row[2]),
    eventDate: readEventDate(asText(row[3]), sendDate),
    idealDate,
    sendDate,
    sendTime: asText(row[6]) ?? usualSendTime,
    status: textOf(row[7]),
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

/** Rows of a contact, or of a chunk, that are read at once (spec 4.4): a hundred years of mail. */
export const mostRows = 10_000;

/** Rows in the order of contact ids. So they come as long as SQLite uses the index that begins with them. */
function inOrder(rows: ScheduleRow[]): ScheduleRow[] {
  const isInOrder = rows.every(
    (row, i) => i === 0 || (rows[i - 1] as ScheduleRow).contactId <= row.contactId,
  );
  return isInOrder ? rows : rows.toSorted((a, b) => a.contactId - b.contactId);
}

function prepareFindBeyond(db: DatabaseSync, most: number, condition: string) {
  const find = prepareLater(() =>
    prepareArrays(
      db,
      `select contact_id from email_schedules where contact_id > :after and contact_id <= :upTo and ${condition}
       order by contact_id limit 1 offset :most`,
    ),
  );
  return (span: IdRange, parameters: Parameters): number | undefined =>
    find({ ...parameters, ...span, most })[0]?.[0] as number | undefined;
}

/** Rows of contacts, as planning needs them. */
function prepareRowReads(db: DatabaseSync, most: number) {
  const takeRows = createRowTaker(db, columns, toRow, most);
  const ofContacts = prepareForContacts('contact_id', (condition) =>
    takeRows(
      (row) => `select count(${row}) from email_schedules where ${condition} and event_date >= :since`,
    ),
  );
  const lateOfContacts = prepareForContacts('contact_id', (condition) =>
    takeRows(
      (row) => `select count(${row}) from email_schedules
        where ${condition} and event_date < :since and (${Object.values(isLate).join(' or ')})`,
    ),
  );
  const beyond = prepareFindBeyond(db, most, 'event_date >= :since');
  const lateBeyond = prepareFindBeyond(
    db,
    most,
    `event_date < :since and (${Object.values(isLate).join(' or ')})`,
  );
  const contactsWithRows = prepareForContacts('contact_id', (condition) =>
    prepareArrays(db, `select distinct contact_id from email_schedules where ${condition}`),
  );
  return {
    /** Rows of contacts whose event date is not before `since`, in the order of contact ids. */
    readOf: (selection: ContactSelection, since: string): ScheduleRow[] =>
      inOrder(ofContacts(selection, { since })),
    /** Contacts that have rows. */
    listContacts: (selection: ContactSelection): number[] =>
      contactsWithRows(selection).map((row) => Number(row[0])),
    /** All the late rows of contacts, in the order of contact ids. */
    readLateOf: (selection: ContactSelection, bounds: LateBounds): ScheduleRow[] =>
      inOrder(lateOfContacts(selection, { ...bounds })),
    /** Of a span, the contact of the first row that is no longer read at once; undefined: all are. */
    findBeyond: (span: IdRange, since: string): number | undefined => beyond(span, { since }),
    /** The same of late rows. */
    findLateBeyond: (span: IdRange, bounds: LateBounds): number | undefined =>
      lateBeyond(span, { ...bounds }),
  };
}

/** Contacts of late rows, without the rows. */
function prepareLateContacts(db: DatabaseSync) {
  const lateOfCampaign = prepareNumbers(
    db,
    `select contact_id from email_schedules where campaign_instance_id = :instance and scheduled_send_date >= :from
       and event_date < :since and ${isReadableContact}`,
  );
  // A loose index scan: one look-up per instance, however many mails it has.
  const instances = prepareNumbers(
    db,
    `with recursive found (id) as (
       select min(campaign_instance_id) from email_schedules where campaign_instance_id >= -${mostId}
       union all
       select (select min(campaign_instance_id) from email_schedules where campaign_instance_id > found.id)
       from found where found.id is not null
     )
     select id from found where id <= ${mostId}`,
  );
  const lateForeign = prepareNumbers(db, lateSql.foreign);
  const lateAhead = prepareNumbers(db, lateSql.ahead);
  const lateMissed = prepareNumbers(db, lateSql.missed);
  const lateUndated = prepareNumbers(db, lateSql.undated);
  const lateSent = prepareNumbers(db, lateSql.sentLate);
  return {
    /** Campaign instances that rows name. */
    listInstances: (): Generator<number> => instances({}),
    /**
     * The contacts of late rows, some of them several times: rows with an event before `since` that are foreign and dated
     * `recentFrom` or later, that the sender has not taken and are dated today or later, that are pre-scheduled and
     * dated before today, whose event date is no date, or that went out `recentFrom` or later, long after their send
     * date. Those of campaigns: {@link listLateOfCampaign}.
     */
    *listLate({ since, recentFrom, today }: LateBounds): Generator<number> {
      yield* lateForeign({ since, recentFrom });
      yield* lateAhead({ since, today });
      yield* lateMissed({ since, today });
      yield* lateUndated({ since });
      yield* lateSent({ since, recentFrom });
    },
    /** The contacts of rows of an instance with an older event date that are dated `from` or later. */
    listLateOfCampaign: (instance: number, from: string, since: string): Generator<number> =>
      lateOfCampaign({ instance, from, since }),
  };
}

/** Effective-date mails by ideal date: what smoothing spreads. */
function prepareEffectiveDateCounts(db: DatabaseSync) {
  // Most of them have their ideal date or a date soon after it: with a limit the days before are seldom looked at.
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
  // The unary plus keeps it off the index by date: in that order the table would be read row by row.
  const allEffectiveDates = prepareLater(() =>
    prepareArrays(
      db,
      `select ideal_send_date, count(*) from email_schedules
     where +status = 'pre-scheduled' and email_type = 'effective_date' and ideal_send_date >= :from group by 1`,
    ),
  );
  return {
    /** Pre-scheduled effective-date mails of one ideal date, dated from `from` to `to`; counted no further than `limit`. */
    countEffectiveDates: (ideal: string, span: { from: string; to: string; limit: number }): number =>
      Number(effectiveDates({ ideal, ...span })[0]?.[0]),
    /** All pre-scheduled effective-date mails with an ideal date from a date on, by that: reads the whole table once. */
    countAllEffectiveDates: (from: string) => allEffectiveDates({ from }) as [string, number][],
  };
}

/** Mails by date, and mails that a sender has not finished. */
function prepareDateCounts(db: DatabaseSync) {
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
  const stuck = prepareArrays(
    db,
    `select id from email_schedules
     where status = 'processing' collate nocase and scheduled_send_date < :before`,
  );
  return {
    /** Ids of rows that are `processing`, in whatever letters, and dated before a date. */
    listStuck: (before: string): number[] =>
      stuck({ before })
        .map((row) => Number(row[0]))
        .sort((a, b) => a - b),
    /** Rows that the sender has taken, from a date (`YYYY-MM-DD`) on: [date, status, count]. */
    countForeign: (from: string): [string, string, number][] =>
      foreignCounts({ from }).map((row) => [textOf(row[0]), textOf(row[1]), Number(row[2])]),
    /** Pre-scheduled rows, whatever their type, from a date on: [date, count]. */
    countPreScheduled: (from: string) => preScheduledCounts({ from }) as [string, number][],
  };
}

/**
 * Statements that read `email_schedules` for planning.
 *
 * @param most {@link mostRows}; tests hand in fewer
 */
export function prepareScheduleReads(db: DatabaseSync, most = mostRows) {
  return {
    ...prepareRowReads(db, most),
    ...prepareLateContacts(db),
    ...prepareEffectiveDateCounts(db),
    ...prepareDateCounts(db),
  };
}
