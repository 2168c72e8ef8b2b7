import { z } from 'zod';
import { database } from './fields.ts';
import { versionEntry } from './version-entry.ts';

/** `sendwindow config cancel` and `policy cancel` (spec 3.2, "Versions"). */
export const versionCancelDocument = z.strictObject({
  database: database(),
  cancelled: versionEntry.describe('The version that was cancelled before it was valid.'),
});
