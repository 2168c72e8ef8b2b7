import { z } from 'zod';
import type { RunRecord, UsedContent } from '../show-run.ts';
import { documentOf } from './document-of.ts';
import { anything, counts, text } from './fields.ts';

const orNull = (says: string) => z.string().nullable().describe(says);

const used = documentOf<UsedContent>()(
  z.strictObject({
    hash: text('The hash of the content.'),
    content: anything('The content, as the run used it.'),
  }),
);

/** `sendwindow runs show` (spec 4.1, "Audit"). */
export const runRecordDocument = documentOf<RunRecord>()(
  z.strictObject({
    run_id: text('The run id.'),
    kind: text('`run`, `partial` (some contacts only), `undo`.'),
    status: text('Its status: `completed`, `failed`, `stopped`, `superseded`, `applying`, `started`.'),
    started_at: orNull('When it started, by the wall clock: UTC; null for runs of older versions.'),
    run_timestamp: text('The moment that it used as now: UTC, `YYYY-MM-DD HH:MM:SS`.'),
    run_by: orNull('Who ran it; null: unknown.'),
    ended_at: orNull('When it ended, UTC; null: it has not.'),
    error: orNull('Why it failed; null: it did not.'),
    undone_by: orNull('The run id of the undo that undid it; null: not undone.'),
    product_version: orNull('The version of sendwindow; null: not known.'),
    zip_table_hash: orNull('Of the ZIP table that it used; null: not known.'),
    checksums: z
      .strictObject({
        contacts: orNull('Of the contacts that were read; null: it ended before that.'),
        schedules_before: orNull("Of the planner's rows before it; null: it did not come so far."),
        schedules_after: orNull("Of the planner's rows after it; null: it did not come so far."),
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
