import { z } from 'zod';
import type { Backup } from '../../backup/list-backups.ts';
import type { BackupRun } from '../../backup/read-backup-run.ts';
import { documentOf } from './document-of.ts';
import { count, database, text } from './fields.ts';

/** A backup and its run, with the names of keys that documents use. */
interface ListedBackup {
  readonly path: Backup['path'];
  readonly taken_at: Backup['takenAt'];
  readonly bytes: Backup['bytes'];
  readonly run_id: BackupRun['runId'] | null;
  readonly made: BackupRun['moment'] | null;
}

const listed = documentOf<ListedBackup>()(
  z.strictObject({
    path: text('The absolute path of the backup.'),
    taken_at: text('When it was made: UTC, `YYYY-MM-DD HH:MM:SS`.'),
    bytes: count('Its size in bytes.'),
    run_id: z
      .string()
      .nullable()
      .describe('The last run that it knows of; null: there was none, or it cannot be read.'),
    made: z
      .enum(['before', 'after'])
      .nullable()
      .describe(
        '`before`: that run made the backup before its first write; `after`: that run had ended; null: no run.',
      ),
  }),
);

/** `sendwindow backup list` (spec 4.1). */
export const backupListDocument = z.strictObject({
  database: database(),
  backups: z.array(listed).describe('The backups of the database, the newest first.'),
});
