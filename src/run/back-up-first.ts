import { type BackupResult, backupDatabase } from '../backup/backup-database.ts';
import type { JobOptions } from './job-options.ts';
import type { OpenJob } from './open-job.ts';

/**
 * Backs the database up before the first write of a job; undefined: backups are turned off.
 *
 * @throws BACKUP_FAILED
 */
export async function backUpFirst({
  options,
  store,
  settings,
  timer,
}: OpenJob<JobOptions>): Promise<BackupResult | undefined> {
  const { backup } = settings.configuration;
  if (!backup.enabled || !options.backup) return undefined;
  timer.start('backup');
  return await backupDatabase({
    databasePath: options.database,
    store,
    directory: backup.directory,
    retentionDays: backup.retention_days,
    now: options.wallClock(),
  });
}
