import { z } from 'zod';
import type { LeftReason, LeftRow, UndoReport } from '../../undo/undo-report.ts';
import { documentOf } from './document-of.ts';
import { asOf, count, text, textOrNull, today, whole } from './fields.ts';

const reasons = [
  'taken',
  'changed_since',
  'gone',
  'identity_taken',
  'excluded_date',
  'window_unknown',
  'before_today',
  'before_earliest',
  'after_last_date',
  'before_campaign_start',
  'duplicate_identity',
  'frequency_limit',
  'moved_before_smoothing',
  'suppressed',
  'ineligible',
] as const satisfies readonly LeftReason[];

const leftRow = documentOf<LeftRow>()(
  z.strictObject({
    schedule_id: whole('The row of `email_schedules`.'),
    contact_id: whole('The contact.'),
    email_type: textOrNull(
      'Its email type; null: the row was deleted, and the run had not changed this column.',
    ),
    send_date: textOrNull('As it is, or as it was, `YYYY-MM-DD`; null as above.'),
    status: textOrNull('As it is, or as it was; null as above.'),
    reason: z
      .enum(reasons)
      .describe(
        '`taken`: a sender has or had it; `changed_since`: it was changed after the run; `gone`: it was deleted after the run; `identity_taken`: another row is about the same mail now; otherwise the rule that it would break today.',
      ),
    detail: text('What was found, in words.'),
  }),
);

/** `sendwindow runs undo` (spec 4.1). */
export const undoReportDocument = documentOf<UndoReport>()(
  z.strictObject({
    run_id: text("The undo's own run id: its changes are explained under it."),
    status: z.literal('completed').describe('The undo was completed.'),
    as_of: asOf(),
    today: today(),
    undone: z
      .strictObject({
        run_id: text('The run that was undone.'),
        kind: text('`run` or `partial`.'),
        run_timestamp: text('When it ran: UTC, `YYYY-MM-DD HH:MM:SS`.'),
      })
      .describe('The run that was undone.'),
    rows: z
      .strictObject({
        removed: count('Inserted by the run, now deleted.'),
        changed_back: count('Changed by the run, now restored.'),
        brought_back: count('Deleted by the run, now inserted again with their old ids.'),
        already: count('Restored already, by an earlier undo of the same run that was killed.'),
      })
      .describe('Rows that the run had written.'),
    targets: count('Targets (`contact_campaigns`) whose status was put in step with the rows.'),
    left: z
      .strictObject({
        total: count('Rows that were left as they are.'),
        by_reason: z.partialRecord(z.enum(reasons), z.int()).describe('Those rows, by reason.'),
        rows: z.array(leftRow).describe('The first 10,000, in the order of contact ids.'),
      })
      .describe('The rows that were not restored.'),
    hold: text('The reason under which the organisation is on hold now.'),
    backup: textOrNull('Where the backup is that was made first; null with `--no-backup`.'),
    batches: z
      .strictObject({
        count: count('Transactions.'),
        retried: count('Of those, the ones that failed and were repeated.'),
      })
      .describe('How the writes were made.'),
    checksums: z
      .strictObject({
        schedules_before: text("Of the planner's rows before the undo."),
        schedules_after: text("Of the planner's rows after it."),
        schedules_before_run: textOrNull(
          "Of the planner's rows as the run that was undone had found them; null: not known.",
        ),
      })
      .describe('Checksums that do not depend on the order of rows.'),
    timings_ms: z
      .record(z.string(), z.number().nonnegative())
      .describe('Milliseconds that each phase took, by phase.'),
  }),
);
