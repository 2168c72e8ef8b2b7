import type { ErrorCode } from '../error/error-code.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';

/**
 * SQLite's result codes that have a code of their own here; every other one is STORE_FAILED. An extended code (primary
 * code + 256 x n) is looked up first, then its primary code.
 */
const bySqliteCode: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [3, 'READ_ONLY'], // SQLITE_PERM
  [5, 'BUSY'], // SQLITE_BUSY
  [6, 'BUSY'], // SQLITE_LOCKED
  [8, 'READ_ONLY'], // SQLITE_READONLY
  [8 + 256 * 4, 'STORE_FAILED'], // SQLITE_READONLY_DBMOVED: the file was replaced under an open connection
  [11, 'CORRUPT'], // SQLITE_CORRUPT
  [13, 'DISK_FULL'], // SQLITE_FULL
  // The paths are checked before SQLite sees them, so what it still cannot open is a file it may not create.
  [14, 'READ_ONLY'], // SQLITE_CANTOPEN
  [10 + 256 * 33, 'CORRUPT'], // SQLITE_IOERR_CORRUPTFS
  [26, 'NOT_A_DATABASE'], // SQLITE_NOTADB
]);

/** The file system's own codes: they reach us where a file is copied, renamed or made without SQLite. */
const byFileSystemCode: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EROFS: 'READ_ONLY',
  EACCES: 'READ_ONLY',
  EPERM: 'READ_ONLY',
  ENOENT: 'NO_SUCH_FILE',
  ENOTDIR: 'NO_SUCH_FILE',
};

const advice: Partial<Record<ErrorCode, string>> = {
  BUSY: 'another program kept it locked; find the program that writes, then try again',
  DISK_FULL: 'free space, then try again: what was written is whole',
  READ_ONLY: 'it or its folder cannot be written; check owner and permissions',
  CORRUPT: 'it is damaged; restore the newest backup (`sendwindow backup list`)',
  NOT_A_DATABASE: 'name an org database, or make one with `sendwindow init`',
  NO_SUCH_FILE: 'check the path',
};

/**
 * Turns what SQLite or the file system threw into the product's error (spec 4.3). An error that has been translated
 * already is returned as it is; one that comes from neither is INTERNAL.
 *
 * @param where what was being read or written: begins the message, `org.db` say.
 * @example throw translateSqliteError(error, path); // org.db: database is locked; another program kept it locked; ...
 */
export function translateSqliteError(error: unknown, where: string): SendwindowError {
  if (error instanceof SendwindowError) return error;
  const code = errorCodeOf(error);
  const found = error instanceof Error ? error.message : String(error);
  const what = advice[code];
  return new SendwindowError(
    code,
    what === undefined ? `${where}: ${found}` : `${where}: ${found}; ${what}`,
    error,
  );
}

/** The product's code for anything thrown: `SQLITE_BUSY` is BUSY, `ENOSPC` is DISK_FULL, a TypeError is INTERNAL. */
export function errorCodeOf(error: unknown): ErrorCode {
  if (error instanceof SendwindowError) return error.code;
  const { code, errcode } = (error ?? {}) as { code?: unknown; errcode?: unknown };
  if (typeof errcode === 'number')
    return bySqliteCode.get(errcode) ?? bySqliteCode.get(errcode & 0xff) ?? 'STORE_FAILED';
  const fromFileSystem = typeof code === 'string' ? byFileSystemCode[code] : undefined;
  if (fromFileSystem !== undefined) return fromFileSystem;
  return error instanceof Error && 'syscall' in error ? 'STORE_FAILED' : 'INTERNAL';
}
