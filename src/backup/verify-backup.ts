import { SendwindowError } from '../error/sendwindow-error.ts';
import { type CheckedBackup, checkBackup } from '../store/check-backup.ts';
import { errorCodeOf } from '../store/translate-sqlite-error.ts';

/**
 * Reads a whole backup and checks it with `pragma integrity_check` (spec 4.1, `backup verify`); writes nothing.
 *
 * @throws NO_SUCH_FILE; BACKUP_FAILED if it is damaged, cut off, not a database of this product, or one that is in use:
 * a file with a write-ahead log beside it is only part of a database.
 */
export function verifyBackup(path: string): CheckedBackup {
  try {
    return checkBackup(path);
  } catch (error) {
    if (errorCodeOf(error) === 'NO_SUCH_FILE') throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new SendwindowError(
      'BACKUP_FAILED',
      `${path}: this backup cannot be restored: ${problem}; choose another`,
      error,
    );
  }
}
