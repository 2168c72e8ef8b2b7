import { z } from 'zod';
import { database, flag, text, warnings } from './fields.ts';
import { versionEntry } from './version-entry.ts';

const change = z.strictObject({
  key: text('The dotted key: `timing.followup_delay_days`.'),
  before: z.unknown().exactOptional().describe('The stored value before; absent: it was not set.'),
  after: z.unknown().exactOptional().describe('The stored value now; absent: it is not set.'),
  overruled_by: z
    .string()
    .nullable()
    .describe('The layer above whose value counts instead; null: the stored value counts.'),
});

/** `sendwindow config set` and `config rollback` (spec 3.2, "Versions"). */
export const configChangeDocument = z.strictObject({
  database: database(),
  dry_run: flag('True: nothing was written.'),
  version: versionEntry
    .nullable()
    .describe(
      'The version that was made; null: the content is in force already, or nothing was to be written.',
    ),
  changes: z.array(change).describe('The keys whose stored value differs.'),
  warnings: warnings(),
});
