import { z } from 'zod';
import { database, warnings } from './fields.ts';
import { stateDifference } from './state-difference.ts';
import { versionEntry } from './version-entry.ts';

/** `sendwindow policy activate` and `policy rollback` (spec 3.2, "Versions"). */
export const policyActivationDocument = z.strictObject({
  database: database(),
  version: versionEntry
    .nullable()
    .describe('The version that was made; null: the policy is in force already.'),
  kept: versionEntry
    .nullable()
    .describe(
      'The version in which the previous policy was stored because it had none; null: it had a version.',
    ),
  differences: z.array(stateDifference).describe('The states whose rules change.'),
  warnings: warnings(),
});
