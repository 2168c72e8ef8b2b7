import type { DatabaseSync } from 'node:sqlite';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { connect } from './connect.ts';
import { applicationId, findLostSchema, readIdentity } from './database-identity.ts';
import { existingDatabasePath, requireOneName, requireWritable } from './database-path.ts';
import { listColumns } from './schema-objects.ts';
import { translateSqliteError } from './translate-sqlite-error.ts';

/**
 * Opens an org database for `hold` and `release`: an emergency stop must work on every schema that has `holds`, before
 * an upgrade and with an altered schema, too (spec 3.1).
 *
 * @throws NO_SUCH_FILE, NOT_A_DATABASE, SECOND_NAME, READ_ONLY, BUSY, CORRUPT.
 */
export function openForHold(path: string): DatabaseSync {
  const file = existingDatabasePath(path);
  requireOneName(path);
  requireWritable(path);
  try {
    return checked(connect(file), path);
  } catch (error) {
    throw translateSqliteError(error, path);
  }
}

function checked(db: DatabaseSync, where: string): DatabaseSync {
  try {
    const hasHolds = listColumns(db, 'holds').some(({ name }) => name === 'reason');
    const isOurs = readIdentity(db).applicationId === applicationId || findLostSchema(db) !== undefined;
    if (hasHolds && isOurs) return db;
    throw new SendwindowError(
      'NOT_A_DATABASE',
      `${where}: not a database of sendwindow, there is no table holds of ours; name an org database`,
    );
  } catch (error) {
    db.close();
    throw error;
  }
}
