import { z } from 'zod';
import { database, flag, warnings, whole } from './fields.ts';

/** `sendwindow init` (spec 3.1, 4.2). */
export const initDocument = z.strictObject({
  database: database(),
  schema_before: whole('The schema that the file had; 0: there was no file, or nothing in it.'),
  schema: whole('The schema that it has now.'),
  changed: flag('Something was created, upgraded or restored.'),
  restored: z
    .array(z.string())
    .describe('What of the schema was missing or altered and has been restored; empty: nothing.'),
  backup: z
    .string()
    .nullable()
    .describe('The backup that was made first; null: none was needed, or `--no-backup`.'),
  warnings: warnings(),
});
