import type { DatabaseSync } from 'node:sqlite';
import { asNumber, asText, prepareArrays, textOf } from './read-rows.ts';

/** Where a row of `email_schedules` comes from. Date-times are UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface RowOrigin {
  readonly id: number;
  /** The run that created or last changed it. */
  readonly runId: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
}

/** A row of `schedule_changes` as read. */
export interface StoredRowChange {
  readonly id: number;
  readonly runId: string;
  readonly rowId: number;
  /** `update` or `delete`. */
  readonly change: string;
  /** The row's columns as JSON. */
  readonly before: string | null;
  readonly after: string | null;
}

/** A row of `contact_changes` as read. */
export interface StoredContactChange {
  readonly id: number;
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly changedAt: string;
}

/** A checkpoint as far as the order and the moment of runs go. */
export interface RunMoment {
  readonly checkpointId: number;
  readonly runTimestamp: string;
}

/** Which effective-date mails are counted: all dates `YYYY-MM-DD`, both ends included. */
export interface EffectiveDateSpan {
  readonly idealDate: string;
  readonly from: string;
  readonly to: string;
  /** The contact whose mail is left out. */
  readonly contactId: number;
  /** Counting stops here. */
  readonly limit: number;
}

/** Where a contact's rows and data come from. */
function prepareHistoryReads(db: DatabaseSync) {
  const origins = prepareArrays(
    db,
    `select id, scheduler_run_id, created_at, updated_at from email_schedules
     where contact_id = :contactId order by id`,
  );
  const rowChanges = prepareArrays(
    db,
    `select id, scheduler_run_id, schedule_id, change, before, after from schedule_changes
     where contact_id = :contactId order by id`,
  );
  const contactChanges = prepareArrays(
    db,
    `select id, field, old_value, new_value, changed_at from contact_changes
     where contact_id = :contactId order by id`,
  );
  return {
    listRowOrigins: (contactId: number): RowOrigin[] =>
      origins({ contactId }).map((row) => ({
        id: Number(row[0]),
        runId: asText(row[1]),
        createdAt: asText(row[2]),
        updatedAt: asText(row[3]),
      })),
    /** What runs changed or deleted of a contact's rows, the oldest first. */
    listRowChanges: (contactId: number): StoredRowChange[] =>
      rowChanges({ contactId }).map((row) => ({
        id: Number(row[0]),
        runId: textOf(row[1]),
        rowId: Number(row[2]),
        change: textOf(row[3]),
        before: asText(row[4]),
        after: asText(row[5]),
      })),
    /** What was changed in a contact's data, the oldest first; a deletion as a change of every field. */
    listContactChanges: (contactId: number): StoredContactChange[] =>
      contactChanges({ contactId }).map((row) => ({
        id: Number(row[0]),
        field: textOf(row[1]),
        oldValue: asText(row[2]),
        newValue: asText(row[3]),
        changedAt: textOf(row[4]),
      })),
  };
}

/** How many mails dates hold. */
function prepareMailCounts(db: DatabaseSync) {
  const preScheduled = prepareArrays(
    db,
    `select count(*) from email_schedules where status = 'pre-scheduled' and scheduled_send_date = :date`,
  );
  const foreign = prepareArrays(
    db,
    `select status, count(*) from email_schedules
     where status not in ('pre-scheduled', 'skipped') and scheduled_send_date = :date group by status`,
  );
  const effectiveDates = prepareArrays(
    db,
    `select count(*) from (
       select 1 from email_schedules
       where status = 'pre-scheduled' and scheduled_send_date between :from and :to
         and email_type = 'effective_date' and ideal_send_date = :idealDate and contact_id <> :contactId
       limit :limit
     )`,
  );
  return {
    /** Pre-scheduled rows of a date, of every contact and type. */
    countPreScheduledOn: (date: string): number => Number(preScheduled({ date })[0]?.[0]),
    /**
     * Rows of a date that the sender has taken: [status, count]. Looks at every one of them: to be asked of dates ahead
     * only, of which the sender has taken few.
     */
    countForeignOn: (date: string): [string, number][] =>
      foreign({ date }).map((row) => [textOf(row[0]), Number(row[1])]),
    /** Other contacts' pre-scheduled effective-date mails of one ideal date, at most `limit`. */
    countEffectiveDates: (span: EffectiveDateSpan): number => Number(effectiveDates({ ...span })[0]?.[0]),
  };
}

/** What runs of the past say. */
function prepareRunFacts(db: DatabaseSync) {
  const moment = prepareArrays(
    db,
    'select id, run_timestamp from scheduler_checkpoints where scheduler_run_id = :runId',
  );
  const contacts = prepareArrays(db, 'select count(*) from (select 1 from contacts limit :limit)');
  const lastCount = prepareArrays(
    db,
    `select contacts_processed from scheduler_checkpoints
     where kind = 'run' and status = 'completed' and contacts_processed is not null order by id desc limit 1`,
  );
  return {
    findRunMoment: (runId: string): RunMoment | undefined => {
      const row = moment({ runId })[0];
      return row && { checkpointId: Number(row[0]), runTimestamp: textOf(row[1]) };
    },
    /** The number of contacts, counted no further than `limit`. */
    countContacts: (limit: number): number => Number(contacts({ limit })[0]?.[0]),
    /** How many contacts the last completed run of all contacts has planned; undefined: there was none. */
    findLastContactCount: (): number | undefined => asNumber(lastCount({})[0]?.[0]) ?? undefined,
  };
}

/**
 * Statements of `explain`, each answered from an index (spec 5: under 0.3 s on seven million rows): nothing here walks
 * through a table.
 */
export function prepareExplainReads(db: DatabaseSync) {
  return { ...prepareHistoryReads(db), ...prepareMailCounts(db), ...prepareRunFacts(db) };
}

/** What {@link prepareExplainReads} returns. */
export type ExplainReads = ReturnType<typeof prepareExplainReads>;
