import { z } from 'zod';
import type { RunReport } from '../../run/run-report.ts';
import { documentOf } from './document-of.ts';
import { asOf, count, counts, date, decimal, flag, text, today, warnings, whole } from './fields.ts';

const perType = z
  .record(
    z.string(),
    z.strictObject({
      pre_scheduled: count('Mails that will go out.'),
      skipped: count('Mails that are withheld; `skipped` says why.'),
    }),
  )
  .describe('Mails of the plan, by email type.');

const perState = z
  .record(
    z.string(),
    z.strictObject({
      contacts: count('Contacts with at least one such mail.'),
      mails: count('Mails that are withheld because of an exclusion window.'),
    }),
  )
  .describe("Mails skipped for `exclusion_window`, by the contact's state.");

const violation = z.strictObject({
  contact_id: whole('The contact.'),
  email_type: text('The email type of the row.'),
  send_date: text('The date of the row, `YYYY-MM-DD`; the text itself where it is no date.'),
  rule: text('The rule that the row breaks: `excluded_date`, `frequency_limit`, ...'),
  detail: text('What was found and what is allowed, in words.'),
});

const overCapDay = z.strictObject({
  date: date('The date.'),
  mails: count('Mails planned for it.'),
  cap: count('Mails that the daily cap allows.'),
  why: text('Why the mails could not be moved to other dates.'),
});

/** `sendwindow run` (spec 4.2). */
export const runReportDocument = documentOf<RunReport>()(
  z.strictObject({
    run_id: text('The id of the run; its audit is kept under it (`runs show`).'),
    status: z
      .enum(['completed', 'held_back'])
      .describe(
        '`held_back`: something was quarantined or could not be written, and a person is needed (exit code 4).',
      ),
    as_of: asOf(),
    today: today(),
    dry_run: flag('True: nothing was written; `writes` says what would have been.'),
    contacts: z
      .strictObject({
        total: count('All contacts that were read.'),
        eligible: count('Contacts with a valid email and a ZIP whose state is known.'),
        suppressed: count('Contacts that must not get mail.'),
        ineligible: count('Contacts without a valid email or a known ZIP: they have no events.'),
      })
      .describe('The contacts of the run.'),
    issues: counts('Open contact issues after the run, by kind.'),
    planned: perType,
    skipped: counts('Skipped mails, by reason.'),
    excluded: perState,
    adjusted: z
      .strictObject({
        catch_up: count('Mails placed in the days after a date that was past or excluded.'),
        smoothed: count('Mails moved because too many policy anniversaries have the same ideal date.'),
        capped: count('Mails moved because of the daily cap.'),
      })
      .describe('Mails that do not go out on their ideal date.'),
    writes: z
      .strictObject({
        inserted: count('Rows inserted.'),
        updated: count('Rows changed.'),
        deleted: count('Rows deleted.'),
        unchanged: count('Rows that say what the plan says already.'),
      })
      .describe('Rows of `email_schedules`.'),
    batches: z
      .strictObject({
        count: count('Transactions of the apply phase.'),
        retried: count('Of those, the ones that failed and were repeated.'),
      })
      .describe('How the writes were made.'),
    quarantined: z
      .array(z.int())
      .describe('Ids of contacts whose placements verification held back: the first 1,000.'),
    quarantined_total: count('How many contacts were quarantined.'),
    violations: z.array(violation).describe('Rows that verification held back: the first 1,000.'),
    violations_total: count('How many rows verification held back.'),
    unwritten: z
      .array(
        z.strictObject({
          contact: whole('The contact whose rows stay as they were.'),
          reason: text('Why it could not be written.'),
        }),
      )
      .describe('Contacts that could not be written.'),
    over_cap_days: z.array(overCapDay).describe('Dates with more mails than the daily cap allows.'),
    stuck: z
      .array(z.int())
      .describe(
        'Ids of rows that a sender took and that have been `processing` for over a day: the first 1,000.',
      ),
    stuck_total: count('How many rows are stuck.'),
    checksums: z
      .strictObject({
        contacts: text('Of the contacts that were read.'),
        schedules_before: text("Of the planner's rows before the run."),
        schedules_after: text(
          "Of the planner's rows after it; equal to `schedules_before`: nothing changed.",
        ),
      })
      .describe('Checksums that do not depend on the order of rows.'),
    timings_ms: z
      .record(z.string(), z.number().nonnegative())
      .describe('Milliseconds that each phase took, by phase.'),
    peak_rss_mb: decimal('The most memory that the process had, in megabytes.'),
    warnings: warnings(),
  }),
);
