import type { ConfigVersion } from '../store/config-versions.ts';

/** A version as reports have it. Date-times are UTC, `YYYY-MM-DD HH:MM:SS`. */
export interface ReportedVersion {
  readonly id: number;
  readonly valid_from: string;
  /** When a later version takes over; null: no later one is known. */
  readonly valid_to: string | null;
  readonly created_at: string;
  readonly created_by: string | null;
  /** Why it was made, and why it was cancelled. */
  readonly reason: string | null;
  /** As JSON, or as text where it is none. */
  readonly content: unknown;
}

function readContent(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const reportVersion = (version: ConfigVersion): ReportedVersion => ({
  id: version.id,
  valid_from: version.validFrom,
  valid_to: version.validTo,
  created_at: version.createdAt,
  created_by: version.createdBy,
  reason: version.reason,
  content: readContent(version.configData),
});
