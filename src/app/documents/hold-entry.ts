import { z } from 'zod';
import { text, utc } from './fields.ts';

/** A hold, as several documents have it. */
export const holdEntry = z.strictObject({
  reason: text('Why nothing may be sent.'),
  created_by: z.string().nullable().describe('Who placed it; null: nobody was named.'),
  created_at: utc('When: UTC, `YYYY-MM-DD HH:MM:SS`.'),
});
