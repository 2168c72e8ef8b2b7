import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { RowContent } from '../domain/mail/row-content.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import { asRead, mailColumns, readParameters } from './mail-columns.ts';
import { prepareLater } from './read-rows.ts';
import { rowHash } from './row-hash.ts';
import { columnsJson, deletedContentJson } from './stored-content.ts';

/** Columns with a value of their own in every row; the send time is the same in all. */
const insertedColumns = mailColumns.filter(({ field }) => field !== 'sendTime');
const insertColumns = ['contact_id', ...insertedColumns.map(({ column }) => column)];

/** Rows per insert statement: more gain nothing (docs/performance.md); what is left over goes in smaller portions. */
const insertSizes = [100, 10, 1];

/** Statements that are kept, one for each set of columns that changed together; a run has a handful of sets. */
const updatesKept = 100;

/** Rows to insert, all of one send time, wherever they come from. */
export interface RowsToInsert {
  readonly length: number;
  contactOf(row: number): number;
  rowOf(row: number): RowContent;
}

/** `:time`, `:run` and `:now` are the same for all rows: bound once a statement. */
function insertSql(rows: number, givesIds: boolean): string {
  const tuple = `(${insertColumns.map(() => '?').join(', ')}, :time, :run, :now, :now${givesIds ? `, ${nextId}` : ''})`;
  const tuples = Array.from({ length: rows }, () => tuple).join(', ');
  return `insert into email_schedules
    (${insertColumns.join(', ')}, scheduled_send_time, scheduler_run_id, created_at, updated_at${givesIds ? ', id' : ''})
    values ${tuples} on conflict do nothing`;
}

/** Rows of other programs may have ids up here, after which SQLite would number the next ones out of range (spec 2.2). */
const farId = 2 ** 52;

/** What follows the last id below these: for statements of one row. */
const nextId = `(select ifnull(max(id), 0) + 1 from email_schedules where id < ${farId})`;

const hasFarIds = (db: DatabaseSync): boolean =>
  db.prepare(`select exists (select 1 from email_schedules where id >= ${farId}) as found`).get()?.[
    'found'
  ] === 1;

/** Records a change of a row that is about to be changed: its columns as they are, and as they will be. */
const recordSql = (change: 'update' | 'delete', before: string): string =>
  `insert into schedule_changes (scheduler_run_id, schedule_id, contact_id, change, before, after)
   select :runId, id, contact_id, '${change}', ${before}, :after from email_schedules where id = :id`;

/** The statements for one set of columns that change together. */
interface UpdateStatements {
  readonly record: StatementSync;
  readonly update: StatementSync;
}

/**
 * Prepares the statements that update columns and record it. Only columns that change are set: SQLite writes every index
 * again that has a column which is set, and a changed send time then takes twice as long. Undo needs the run and the time
 * of the row as it was, too.
 */
function prepareUpdates(db: DatabaseSync): (columns: readonly string[]) => UpdateStatements {
  const prepared = new Map<string, UpdateStatements>();
  return (columns) => {
    const key = columns.join();
    const known = prepared.get(key);
    if (known !== undefined) return known;
    if (prepared.size === updatesKept) prepared.clear();
    const values = [
      ...columns.map((column) => `${column} = :${column}`),
      'scheduler_run_id = :runId',
      'updated_at = :now',
    ];
    const statements = {
      record: db.prepare(recordSql('update', columnsJson([...columns, 'scheduler_run_id', 'updated_at']))),
      update: db.prepare(`update email_schedules set ${values.join(', ')} where ${asRead}`),
    };
    prepared.set(key, statements);
    return statements;
  };
}

/** SQLITE_CONSTRAINT_UNIQUE. `update or ignore` would ignore violations of other constraints too, which must be reported. */
const identityTaken = 2067;

/** False also where another row has the identity already. */
function unlessTaken(write: () => boolean): boolean {
  try {
    return write();
  } catch (error) {
    if ((error as { errcode?: unknown }).errcode === identityTaken) return false;
    throw error;
  }
}

/** Prepares inserts; the function that is returned says how many rows it has inserted. */
function prepareInserts(db: DatabaseSync, runId: string, now: string): (rows: RowsToInsert) => number {
  const givesIds = hasFarIds(db);
  const inserts = (givesIds ? [1] : insertSizes).map((size) => ({
    size,
    statement: db.prepare(insertSql(size, givesIds)),
    parameters: new Array<SQLInputValue>(insertColumns.length * size).fill(null),
  }));
  /** Inserts the rows [first, first + size) with the statement for so many. */
  const insert = (
    { size, statement, parameters }: (typeof inserts)[number],
    rows: RowsToInsert,
    first: number,
  ): number => {
    let time = '';
    let at = 0;
    for (let i = 0; i < size; i++) {
      const row = rows.rowOf(first + i);
      parameters[at++] = rows.contactOf(first + i);
      for (const column of insertedColumns) parameters[at++] = column.toValue(row);
      time = row.sendTime;
    }
    return Number(statement.run({ time, run: runId, now }, ...parameters).changes);
  };
  return (rows) => {
    let inserted = 0;
    let next = 0;
    for (const sized of inserts) {
      for (; next + sized.size <= rows.length; next += sized.size) inserted += insert(sized, rows, next);
    }
    return inserted;
  };
}

/**
 * Statements that write `email_schedules`, each change of an existing row together with its entry in
 * `schedule_changes`: the columns that differ. The caller holds a transaction, and takes back what was written where a
 * function says false.
 *
 * @param now UTC, `YYYY-MM-DD HH:MM:SS`: created_at and updated_at of what is written
 */
export function prepareScheduleWrites(db: DatabaseSync, runId: string, now: string) {
  const updateOf = prepareUpdates(db);
  // Few runs delete, and the two take as long to prepare as a dozen others.
  const deletion = prepareLater(() => {
    const record = db.prepare(recordSql('delete', deletedContentJson));
    const remove = db.prepare(`delete from email_schedules where ${asRead}`);
    return (row: ScheduleRow): boolean => {
      record.run({ runId, id: row.id, after: null });
      return remove.run(readParameters(row)).changes !== 0;
    };
  });

  /** Records the change and makes it; false: the row is no longer as it was read, or its new identity is taken. */
  const change = (row: ScheduleRow, content: RowContent, changed: Record<string, SQLInputValue>): boolean => {
    const { record, update } = updateOf(Object.keys(changed));
    const after = JSON.stringify({ ...changed, row_hash: rowHash(content) });
    record.run({ runId, id: row.id, after });
    return unlessTaken(() => update.run({ ...readParameters(row), ...changed, runId, now }).changes !== 0);
  };
  const insertAll = prepareInserts(db, runId, now);

  return {
    /** Inserts rows of one send time; those whose identity exists already are left out. The number of rows inserted. */
    insertRows: insertAll,
    /** False: a row of its identity exists already. */
    insertRow: (contactId: number, row: RowContent): boolean =>
      insertAll({ length: 1, contactOf: () => contactId, rowOf: () => row }) === 1,
    /** False: the row is no longer as it was read, or another row has taken the identity. */
    updateRow(row: ScheduleRow, content: RowContent): boolean {
      const changed: Record<string, SQLInputValue> = {};
      for (const { column, readOf, toValue } of mailColumns) {
        const value = toValue(content);
        if (value !== readOf(row)) changed[column] = value;
      }
      return change(row, content, changed);
    },
    /** False: the row is no longer as it was read. */
    markRowMissed(row: ScheduleRow, detail: string): boolean {
      const content = { ...row, status: 'skipped', skipReason: 'missed', skipDetail: detail };
      return change(row, content, { status: 'skipped', skip_reason: 'missed', skip_detail: detail });
    },
    /** False: the row is no longer as it was read. */
    deleteRow: deletion,
  };
}

/** What {@link prepareScheduleWrites} returns. */
export type ScheduleWrites = ReturnType<typeof prepareScheduleWrites>;
