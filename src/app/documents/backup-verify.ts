import { z } from 'zod';
import { flag, text } from './fields.ts';

const countOrNull = (says: string) =>
  z.int().nullable().describe(`${says}; null where the backup cannot be restored.`);

const verified = z.strictObject({
  path: text('The absolute path of the backup.'),
  ok: flag('It can be restored.'),
  bytes: countOrNull('Its size in bytes'),
  schema_version: countOrNull('Its schema'),
  contacts: countOrNull('Contacts in it'),
  schedules: countOrNull('Rows of `email_schedules` in it'),
  problem: z.string().nullable().describe('Why it cannot be restored; null where it can.'),
});

/** `sendwindow backup verify` (spec 4.1). */
export const backupVerifyDocument = z.strictObject({
  backups: z.array(verified).describe('The backup that was named, or all of them, the newest first.'),
});
