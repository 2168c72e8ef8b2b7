import { z } from 'zod';
import { database } from './fields.ts';
import { holdEntry } from './hold-entry.ts';

/** `sendwindow release` (spec 4.1). */
export const releaseDocument = z.strictObject({
  database: database(),
  on_hold: z.literal(false).describe('Senders may send again.'),
  released: z
    .array(holdEntry)
    .describe('The holds that were in force; empty: there was none, and nothing was written.'),
});
