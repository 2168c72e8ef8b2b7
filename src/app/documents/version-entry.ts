import { z } from 'zod';
import type { ConfigVersion } from '../../store/config-versions.ts';
import { documentOf } from './document-of.ts';
import { text, whole } from './fields.ts';

/** {@link ConfigVersion} with the names of keys that documents use, and its content as JSON. */
export interface VersionEntry {
  readonly id: ConfigVersion['id'];
  readonly valid_from: ConfigVersion['validFrom'];
  readonly valid_to: ConfigVersion['validTo'];
  readonly created_at: ConfigVersion['createdAt'];
  readonly created_by: ConfigVersion['createdBy'];
  readonly reason: ConfigVersion['reason'];
  readonly content: unknown;
}

/** A version of the configuration or of a policy, as several documents have it (spec 3.2, "Versions"). */
export const versionEntry = documentOf<VersionEntry>()(
  z.strictObject({
    id: whole('The number of the version.'),
    valid_from: text('From when it counts: UTC, `YYYY-MM-DD HH:MM:SS`.'),
    valid_to: z
      .string()
      .nullable()
      .describe('When a later version takes over, UTC; null: no later one is known.'),
    created_at: text('When it was made, UTC.'),
    created_by: z.string().nullable().describe('Who made it; null: no name was given.'),
    reason: z
      .string()
      .nullable()
      .describe('Why it was made, and why it was cancelled; null: no reason was given.'),
    content: z.unknown().describe('What is stored, as JSON; as text where it is none.'),
  }),
);
