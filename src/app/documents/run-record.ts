import { z } from 'zod';
import type { RunRecord, UsedContent } from '../show-run.ts';
import { checkpointFields } from './checkpoint-fields.ts';
import { documentOf } from './document-of.ts';
import { anything, counts, text, textOrNull } from './fields.ts';

const used = documentOf<UsedContent>()(
  z.strictObject({
    hash: text('The hash of the content.'),
    content: anything('The content, as the run used it.'),
  }),
);

/** `sendwindow runs show` (spec 4.1, "Audit"). */
export const runRecordDocument = documentOf<RunRecord>()(
  z.strictObject({
    ...checkpointFields,
    error: textOrNull('Why it failed; null: it did not.'),
    undone_by: textOrNull('The run id of the undo that undid it; null: not undone.'),
    product_version: textOrNull('The version of sendwindow; null: not known.'),
    zip_table_hash: textOrNull('Of the ZIP table that it used; null: not known.'),
    checksums: z
      .strictObject({
        contacts: textOrNull('Of the contacts that were read; null: it ended before that.'),
        schedules_before: textOrNull("Of the planner's rows before it; null: it did not come so far."),
        schedules_after: textOrNull("Of the planner's rows after it; null: it did not come so far."),
      })
      .describe('Checksums that do not depend on the order of rows.'),
    changes: counts('Entries of `schedule_changes`, by kind; rows inserted for the first time have none.'),
    configuration: used.nullable().describe('The configuration that it used; null: not kept.'),
    policy: used.nullable().describe('The policy that it used; null: not kept.'),
    report: anything('What the run printed, of the version that ran; of an undo, what `runs undo` printed.')
      .nullable()
      .describe('What the run or the undo printed, by the version that ran; null unless it was completed.'),
  }),
);
