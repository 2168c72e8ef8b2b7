import type { DatabaseSync } from 'node:sqlite';

/** Pages of the log after which SQLite copies it into the database: 160 MB and 4 MB. */
const largeLogPages = 40_000;
const ordinaryLogPages = 1_000;

/** Threads that help to sort the entries of the index. */
const sortingThreads = 2;

const createIndex = `create index if not exists email_schedules_pre_scheduled on email_schedules (scheduled_send_date)
  where status = 'pre-scheduled'`;

/**
 * Statements around a first run, which writes more rows than there are (docs/adr/0006-two-threads-and-bulk-load.md). The
 * index of pre-scheduled rows by date is taken off and rebuilt at the end, in a fifth of the time that keeping it up
 * costs. It only makes look-ups quicker; a run that is killed in between leaves a database without it, and the next run
 * builds it.
 */
export function prepareBulkLoad(db: DatabaseSync) {
  return {
    begin(): void {
      db.exec('drop index if exists email_schedules_pre_scheduled');
    },
    /** Lets the log grow: a page that is written often is copied once. */
    growLog(): void {
      db.exec(`pragma wal_autocheckpoint = ${largeLogPages}`);
    },
    /** Builds the index if it is missing, and has the log copied as usual again. */
    ensureIndex(): void {
      db.exec(`pragma threads = ${sortingThreads}`);
      db.exec(createIndex);
      db.exec(`pragma threads = 0; pragma wal_autocheckpoint = ${ordinaryLogPages}`);
    },
  };
}
