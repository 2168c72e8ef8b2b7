import type { DatabaseSync } from 'node:sqlite';
import { prepareArrays } from './read-rows.ts';
import { trimmedSql } from './trimmed-sql.ts';

/** Dates that are counted, both included, `YYYY-MM-DD`. */
export type DateSpan = { readonly from: string; readonly to: string };

/** An id as a place in the table: its digits where it is no exact number. */
export type RowPlace = number | string;

/** Before the lowest id, and after the highest. */
export const tableStart: RowPlace = -(2 ** 63);
export const tableEnd: RowPlace = 2 ** 63;

/** Mails of a send date. */
export type DayCount = readonly [date: string, mails: number];

/** Mails of a send date and an email type. */
export type DayTypeCount = readonly [date: string, emailType: string, mails: number];

/** Words of a sender are compared without case and outer blanks (spec 2.2); most rows need no such look. */
const isTaken = `status not in ('pre-scheduled', 'skipped')
       and lower(${trimmedSql('status')}) not in ('failed', 'bounced', 'dropped', 'cancelled')`;

/**
 * Statements that count mails per send date: pre-scheduled rows, and those that a sender has taken, without the
 * statuses that count for nothing (spec 2.6, "Daily cap").
 */
export function prepareVolume(db: DatabaseSync) {
  // Walks the index from date to date and counts the rows of each. `group by` would unpack and compare the date of
  // every row: on 5.6 million rows 270 ms instead of 135.
  const planned = prepareArrays(
    db,
    `with recursive day (date) as (
       select (select min(scheduled_send_date) from email_schedules
               where status = 'pre-scheduled' and scheduled_send_date >= :from)
       union all
       select (select scheduled_send_date from email_schedules
               where status = 'pre-scheduled' and scheduled_send_date > day.date
               order by scheduled_send_date limit 1)
       from day where day.date <= :to
     )
     select date, (select count(*) from email_schedules
                   where status = 'pre-scheduled' and scheduled_send_date = day.date)
     from day where date <= :to`,
  );
  const taken = prepareArrays(
    db,
    `select scheduled_send_date, count(*) from email_schedules
     where ${isTaken} and scheduled_send_date between :from and :to
     group by scheduled_send_date`,
  );
  const rows = prepareArrays(db, 'select count(*) from email_schedules');
  const end = prepareArrays(
    db,
    'select id from email_schedules where id > :after order by id limit 1 offset :rows - 1',
  );
  // The unary plus keeps it off the date index: rows of one date are all over the table, and visiting seven million of
  // them one by one takes half a minute, reading the table in its own order three seconds.
  const byType = prepareArrays(
    db,
    `select scheduled_send_date, email_type, count(*) from email_schedules
     where id > :after and id <= :upTo and +scheduled_send_date between :from and :to
       and (status = 'pre-scheduled' or (${isTaken}))
     group by 1, 2`,
  );
  return {
    /** Pre-scheduled mails per date that has any, in the order of dates. */
    countPlanned: (span: DateSpan) => planned(span) as unknown as DayCount[],
    /** Mails that a sender has taken, the same way. */
    countTaken: (span: DateSpan) => taken(span) as unknown as DayCount[],
    countRows: (): number => Number(rows({})[0]?.[0]),
    /** The id of the row so many rows after an id; undefined: there are not so many. */
    findEnd: (after: RowPlace, count: number): RowPlace | undefined =>
      end({ after, rows: count })[0]?.[0] as RowPlace | undefined,
    /** Both kinds per date and email type, of the rows with ids in (after, upTo]; in no order. */
    countByType: (span: DateSpan, after: RowPlace, upTo: RowPlace) =>
      byType({ ...span, after, upTo }) as unknown as DayTypeCount[],
  };
}

/** What {@link prepareVolume} returns. */
export type Volume = ReturnType<typeof prepareVolume>;
