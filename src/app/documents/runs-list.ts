import { z } from 'zod';
import type { RunSummary } from '../list-runs.ts';
import { checkpointFields } from './checkpoint-fields.ts';
import { documentOf } from './document-of.ts';
import { count, textOrNull } from './fields.ts';

const countOrNull = (says: string) => z.int().nullable().describe(says);

const writes = z.strictObject({
  inserted: count('Rows inserted; of an undo, rows brought back.'),
  updated: count('Rows changed; of an undo, rows changed back.'),
  deleted: count('Rows deleted; of an undo, rows removed.'),
});

const summary = documentOf<RunSummary>()(
  z.strictObject({
    ...checkpointFields,
    contacts: countOrNull('Contacts that it planned; null: it was not completed.'),
    pre_scheduled: countOrNull('Mails of its plan that go out; null: it was not completed.'),
    skipped: countOrNull('Mails of its plan that are withheld; null: it was not completed.'),
    writes: writes
      .nullable()
      .describe(
        'Rows that it wrote; null for a run that was not completed: `runs show` counts what it changed.',
      ),
    undone_by: textOrNull('The run id of the undo that undid it; null: not undone.'),
    error: textOrNull('Why it failed; null: it did not.'),
  }),
);

/** `sendwindow runs list` (spec 4.2). */
export const runsListDocument = z.strictObject({
  runs: z.array(summary).describe('The runs, the newest first; undos are runs too.'),
});
