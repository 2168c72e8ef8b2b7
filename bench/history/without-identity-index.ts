import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../../src/error/sendwindow-error.ts';

/** The index's own statement, as the migrations left it. */
function readIndexSql(db: DatabaseSync): string {
  const found = db
    .prepare(`select sql from sqlite_schema where type = 'index' and name = 'email_schedules_identity'`)
    .get();
  if (typeof found?.sql === 'string') return found.sql;
  throw new SendwindowError(
    'INTERNAL',
    'history: the index email_schedules_identity is missing; generate a new database',
  );
}

/**
 * Runs `body` while `email_schedules` has no identity index, then builds it: rows in the order of dates would
 * otherwise enter it at random places, which for tens of millions of them takes many times as long.
 *
 * The index is built even if `body` throws.
 */
export function withoutIdentityIndex<T>(db: DatabaseSync, body: () => T): T {
  const createIndex = readIndexSql(db);
  db.exec('drop index email_schedules_identity');
  try {
    return body();
  } finally {
    db.exec(createIndex);
  }
}
