import { unlinkSync } from 'node:fs';
import type { BackupFolder } from './backup-folder.ts';
import { backupsIn } from './list-backups.ts';

/** What retention did. */
export interface RetentionResult {
  /** Paths that were deleted. */
  readonly deleted: readonly string[];
  /** A sentence for each file that should have gone and could not. */
  readonly warnings: readonly string[];
}

/**
 * Deletes the backups of one database that are more than `retentionDays` days old (spec 4.1). The newest stays whatever
 * its age, and so does `keep`, the one just made: a clock that was set back makes it look older than others. What does
 * not bear the name of a backup of this database is never touched.
 */
export function deleteOldBackups(
  folder: BackupFolder,
  retentionDays: number,
  now: Date,
  keep?: string | undefined,
): RetentionResult {
  const limit = now.getTime() - retentionDays * 86_400_000;
  const old = backupsIn(folder)
    .slice(1)
    .filter(({ path, takenAt }) => path !== keep && Date.parse(`${takenAt.replace(' ', 'T')}Z`) < limit);
  const warnings: string[] = [];
  const deleted = old.map(({ path }) => path).filter((path) => isDeleted(path, warnings));
  return { deleted, warnings };
}

function isDeleted(path: string, warnings: string[]): boolean {
  try {
    unlinkSync(path);
    return true;
  } catch (error) {
    warnings.push(`${path}: this old backup cannot be deleted: ${(error as Error).message}`);
    return false;
  }
}
