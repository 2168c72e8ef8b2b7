import type { Hold } from '../../store/holds.ts';

/** A hold as reports have it. */
export interface ReportedHold {
  readonly reason: string;
  /** Null: no name was given. */
  readonly created_by: string | null;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly created_at: string;
}

export const reportHold = ({ reason, createdBy, createdAt }: Hold): ReportedHold => ({
  reason,
  created_by: createdBy,
  created_at: createdAt,
});
