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
      'The version under which the policy was kept that had been in force without one; null: there was no need.',
    ),
  differences: z.array(stateDifference).describe('The states whose rules change.'),
  warnings: warnings(),
});
