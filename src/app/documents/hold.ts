import { z } from 'zod';
import { database } from './fields.ts';
import { holdEntry } from './hold-entry.ts';

/** `sendwindow hold` (spec 4.1). */
export const holdDocument = z.strictObject({
  database: database(),
  on_hold: z.literal(true).describe('Nothing may be sent until `release`.'),
  holds: z.array(holdEntry).describe('All holds in force, the new one among them, the oldest first.'),
});
