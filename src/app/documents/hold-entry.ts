import { z } from 'zod';
import type { Hold } from '../../store/holds.ts';
import { documentOf } from './document-of.ts';
import { text, utc } from './fields.ts';

/** {@link Hold} with the names of keys that documents use. */
export interface HoldEntry {
  readonly reason: Hold['reason'];
  readonly created_by: Hold['createdBy'];
  readonly created_at: Hold['createdAt'];
}

/** A hold, as several documents have it. */
export const holdEntry = documentOf<HoldEntry>()(
  z.strictObject({
    reason: text('Why nothing may be sent.'),
    created_by: z.string().nullable().describe('Who placed it; null: no name was given.'),
    created_at: utc('When: UTC, `YYYY-MM-DD HH:MM:SS`.'),
  }),
);
