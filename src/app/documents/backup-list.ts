import { z } from 'zod';
import type { BackupList, ListedBackup } from '../list-backups.ts';
import { documentOf } from './document-of.ts';
import { count, database, text } from './fields.ts';

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
export const backupListDocument = documentOf<BackupList>()(
  z.strictObject({
    database: database(),
    directory: text('The folder in which they are looked for.'),
    backups: z.array(listed).describe('The backups of the database, the newest first.'),
  }),
);
