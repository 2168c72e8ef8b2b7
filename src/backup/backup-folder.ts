import { createHash } from 'node:crypto';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { realDatabasePath } from '../store/database-path.ts';

/** Where the backups of one database are, and what their names begin with. */
export interface BackupFolder {
  /** Absolute path. */
  readonly path: string;
  /**
   * The database's file name. In a folder outside the database's own, where two organisations' `org.db` may meet, with
   * a hash of the database's path: one's retention must never delete, nor its restore bring back, another's data.
   */
  readonly prefix: string;
}

/** A backup's file name, taken apart. */
export interface BackupName {
  /** When it was taken: UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly takenAt: string;
  /** 1; higher where several were taken in one second. */
  readonly number: number;
}

const namePattern = /^-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z(?:-(\d{1,4}))?\.backup$/;

/** @param directory `backup.directory` of the configuration; if relative, then to the database's folder. */
export function backupFolder(databasePath: string, directory: string): BackupFolder {
  const real = realDatabasePath(databasePath);
  const path = resolve(dirname(real), directory);
  const isInside = !relative(dirname(real), path).split(sep).includes('..');
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 8);
  return { path, prefix: isInside ? basename(real) : `${basename(real)}-${hash}` };
}

const formatStamp = (takenAt: Date, number: number): string => {
  const second = takenAt.toISOString().slice(0, 19).replaceAll(':', '-');
  return `${second}Z${number === 1 ? '' : `-${number}`}`;
};

/**
 * The file name of a backup.
 * @example formatBackupName('org.db', new Date('2027-03-17T14:05:06Z'), 1) // org.db-2027-03-17T14-05-06Z.backup
 */
export const formatBackupName = (prefix: string, takenAt: Date, number: number): string =>
  `${prefix}-${formatStamp(takenAt, number)}.backup`;

/**
 * The file name of the copy of a database that was not yet one of this product: no backup that is listed or deleted.
 * @example formatForeignCopyName('org.db', new Date('2027-03-17T14:05:06Z'), 1) // org.db.before-init-2027-03-17T14-05-06Z
 */
export const formatForeignCopyName = (prefix: string, takenAt: Date, number: number): string =>
  `${prefix}.before-init-${formatStamp(takenAt, number)}`;

/** Reads what {@link formatBackupName} wrote; undefined for any other name: such a file is none of ours. */
export function parseBackupName(prefix: string, name: string): BackupName | undefined {
  const parts = name.startsWith(prefix) ? namePattern.exec(name.slice(prefix.length)) : null;
  if (parts === null) return undefined;
  const [, date, hour, minute, second, number] = parts;
  return { takenAt: `${date} ${hour}:${minute}:${second}`, number: Number(number ?? 1) };
}
