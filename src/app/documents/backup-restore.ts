import { z } from 'zod';
import { count, flag, text, whole } from './fields.ts';

/** `sendwindow backup restore` (spec 4.1). */
export const backupRestoreDocument = z.strictObject({
  database: text('The absolute path of the database.'),
  backup: text('The absolute path of the backup that was restored.'),
  schema_version: whole('The schema of the backup.'),
  contacts: count('Contacts in it.'),
  schedules: count('Rows of `email_schedules` in it.'),
  kept_aside: z.string().nullable().describe('The path of the previous database; null: there was none.'),
  on_hold: flag('True: nothing is sent until `release`; false with `--no-hold`.'),
});
