import { z } from 'zod';
import { database } from './fields.ts';
import { versionEntry } from './version-entry.ts';

/** `sendwindow config versions` and `policy versions` (spec 3.2, "Versions"). */
export const versionsDocument = z.strictObject({
  database: database(),
  versions: z.array(versionEntry).describe('The versions, the newest first.'),
});
