import { readdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { SendwindowError } from '../../src/error/sendwindow-error.ts';
import { errorCodeOf, translateSqliteError } from '../../src/store/translate-sqlite-error.ts';
import { temporaryPath } from './temporary-folder.ts';

const sqliteError = (errcode: number) =>
  Object.assign(new Error('from SQLite'), { code: 'ERR_SQLITE_ERROR', errcode });

function thrownBy(body: () => unknown): unknown {
  try {
    return body();
  } catch (error) {
    return error;
  }
}

describe('translateSqliteError', () => {
  it.each([
    [1, 'STORE_FAILED'],
    [3, 'READ_ONLY'],
    [5, 'BUSY'],
    [517, 'BUSY'], // SQLITE_BUSY_SNAPSHOT
    [6, 'BUSY'],
    [8, 'READ_ONLY'],
    [1032, 'STORE_FAILED'], // SQLITE_READONLY_DBMOVED
    [10, 'STORE_FAILED'],
    [11, 'CORRUPT'],
    [779, 'CORRUPT'], // SQLITE_CORRUPT_INDEX
    [8458, 'CORRUPT'], // SQLITE_IOERR_CORRUPTFS
    [13, 'DISK_FULL'],
    [14, 'READ_ONLY'],
    [19, 'STORE_FAILED'],
    [26, 'NOT_A_DATABASE'],
  ])('result code %i is %s', (errcode, code) => {
    expect(errorCodeOf(sqliteError(errcode))).toBe(code);
  });

  it('knows the errors that SQLite really throws', () => {
    const db = new DatabaseSync(':memory:');
    expect(errorCodeOf(thrownBy(() => db.exec('select * from nothing')))).toBe('STORE_FAILED');
    db.exec('create table t (a); pragma query_only = on');
    expect(errorCodeOf(thrownBy(() => db.exec('insert into t values (1)')))).toBe('READ_ONLY');
    db.exec('pragma query_only = off; pragma max_page_count = 3');
    expect(errorCodeOf(thrownBy(() => db.exec('insert into t values (zeroblob(100000))')))).toBe('DISK_FULL');
    db.close();
  });

  it("knows the file system's errors", () => {
    expect(errorCodeOf(thrownBy(() => readdirSync(temporaryPath())))).toBe('NO_SUCH_FILE');
    expect(errorCodeOf(Object.assign(new Error(), { code: 'ENOSPC', syscall: 'write' }))).toBe('DISK_FULL');
    expect(errorCodeOf(Object.assign(new Error(), { code: 'EROFS', syscall: 'open' }))).toBe('READ_ONLY');
    expect(errorCodeOf(Object.assign(new Error(), { code: 'EIO', syscall: 'read' }))).toBe('STORE_FAILED');
  });

  it('begins with the place and keeps the cause', () => {
    const cause = sqliteError(5);
    const error = translateSqliteError(cause, 'org.db');
    expect(error.message).toMatch(/^org\.db: from SQLite; /);
    expect(error.cause).toBe(cause);
  });

  it("returns the product's own errors as they are", () => {
    const own = new SendwindowError('LOCKED', 'x');
    expect(translateSqliteError(own, 'org.db')).toBe(own);
  });

  it.each([[new TypeError('x')], ['text'], [null], [undefined]])(
    'takes %s for a fault of the program',
    (thrown) => {
      expect(translateSqliteError(thrown, 'org.db').code).toBe('INTERNAL');
    },
  );
});
