import { z } from 'zod';
import type { RunSummary } from '../list-runs.ts';
import { documentOf } from './document-of.ts';
import { count, text } from './fields.ts';

const orNull = (says: string) => z.string().nullable().describe(says);
const countOrNull = (says: string) => z.int().nullable().describe(says);

const writes = z.strictObject({
  inserted: count('Rows inserted; of an undo, rows brought back.'),
  updated: count('Rows changed; of an undo, rows changed back.'),
  deleted: count('Rows deleted; of an undo, rows removed.'),
});

const summary = documentOf<RunSummary>()(
  z.strictObject({
    run_id: text('The run id.'),
    kind: text('`run`, `partial` (some contacts only), `undo`.'),
    status: z
      .enum(['started', 'applying', 'completed', 'failed', 'stopped', 'superseded'])
      .describe('`superseded`: it was not completed, and a later run has finished its work.'),
    started_at: orNull('When it started, by the wall clock: UTC; null for runs of older versions.'),
    run_timestamp: text('The moment that it used as now: UTC, `YYYY-MM-DD HH:MM:SS`.'),
    run_by: orNull('Who ran it; null: unknown.'),
    ended_at: orNull('When it ended, UTC; null: it has not.'),
    contacts: countOrNull('Contacts that it planned; null: it was not completed.'),
    pre_scheduled: countOrNull('Mails of its plan that go out; null: it was not completed.'),
    skipped: countOrNull('Mails of its plan that are withheld; null: it was not completed.'),
    writes: writes
      .nullable()
      .describe(
        'Rows that it wrote; null for a run that was not completed: `runs show` counts what it changed.',
      ),
    undone_by: orNull('The run id of the undo that undid it; null: not undone.'),
    error: orNull('Why it failed; null: it did not.'),
  }),
);

/** `sendwindow runs list` (spec 4.2). */
export const runsListDocument = z.strictObject({
  runs: z.array(summary).describe('The runs, the newest first; undos are runs too.'),
});
