import { z } from 'zod';
import type { BackupResult } from '../../backup/backup-database.ts';
import { documentOf } from './document-of.ts';
import { count, text } from './fields.ts';

/** `sendwindow backup create` (spec 4.1). */
export const backupCreateDocument = documentOf<BackupResult>()(
  z.strictObject({
    path: text('The absolute path of the backup, which has passed its check.'),
    bytes: count('Its size in bytes.'),
    deleted: z
      .array(z.string())
      .describe('Paths of backups that were deleted because they are older than `backup.retention_days`.'),
    warnings: z
      .array(z.string())
      .describe('A sentence for each file that should have been deleted but could not be.'),
  }),
);
