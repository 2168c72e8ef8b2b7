import { z } from 'zod';
import { text, textOrNull } from './fields.ts';

/** The fields of a run or an undo that `runs list` and `runs show` both have. */
export const checkpointFields = {
  run_id: text('The run id.'),
  kind: text('`run`, `partial` (some contacts only), `undo`.'),
  status: z
    .enum(['started', 'applying', 'completed', 'failed', 'stopped', 'superseded'])
    .describe('`superseded`: it was not completed, and a later run has finished its work.'),
  started_at: textOrNull('When it started, by the wall clock: UTC; null for runs of older versions.'),
  run_timestamp: text('The moment that it used as now: UTC, `YYYY-MM-DD HH:MM:SS`.'),
  run_by: textOrNull('Who ran it; null: unknown.'),
  ended_at: textOrNull('When it ended, UTC; null: it has not.'),
};
