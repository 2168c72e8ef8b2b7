import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import type { RunClock } from '../domain/calendar/run-clock.ts';
import { countExcluded, countMails } from '../domain/ledger/count-plan.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import type { VerifiedPlan } from '../plan/verified-plan.ts';
import type { Store } from '../store/store.ts';
import type { ApplyResult } from './apply/apply-plan.ts';
import type { Quarantine } from './apply/quarantine.ts';
import type { UnwrittenContact } from './apply/unwritten.ts';
import type { RunOptions } from './run-options.ts';
import { type RunReport, reportedItems } from './run-report.ts';

type PlanCounts = Pick<RunReport, 'planned' | 'skipped' | 'excluded' | 'adjusted'>;

/** Counts the mails of a plan by type, reason, state and adjustment. */
function summarizeMails(ledger: Ledger): PlanCounts {
  const planned: Record<string, { pre_scheduled: number; skipped: number }> = {};
  const skipped: Record<string, number> = {};
  const adjusted = { catch_up: 0, smoothed: 0, capped: 0 };
  for (const { emailType, skipReason, adjustment, mails } of countMails(ledger)) {
    planned[emailType] ??= { pre_scheduled: 0, skipped: 0 };
    if (skipReason !== null) {
      planned[emailType].skipped += mails;
      skipped[skipReason] = (skipped[skipReason] ?? 0) + mails;
    } else {
      planned[emailType].pre_scheduled += mails;
      if (adjustment !== null) adjusted[adjustment] += mails;
    }
  }
  return { planned, skipped, excluded: Object.fromEntries(countExcluded(ledger)), adjusted };
}

/** Why a date stays over its threshold: what the cap could not do (spec 2.6). */
const describeOverCapDays = (days: readonly OverCapDay[], cap: number): RunReport['over_cap_days'] =>
  days.map(({ date, mails }) => ({
    date: formatDate(date),
    mails,
    cap,
    why: 'no mail on this date has a later permitted date that holds fewer mails',
  }));

const describeViolations = (violations: readonly Violation[]): RunReport['violations'] =>
  violations.map(({ contactId, mail, rule, detail }) => ({
    contact_id: contactId,
    email_type: mail.emailType,
    send_date: formatDate(mail.sendDate as EpochDay),
    rule,
    detail,
  }));

export const describeOvertaken = (contacts: readonly number[]): string =>
  `OVERTAKEN: ${contacts.length} contacts were changed by others each time they were planned (${contacts.slice(0, 5).join(', ')}${contacts.length > 5 ? ', ...' : ''}); the next run plans them`;

/** What a report is made of. */
export interface ReportFacts {
  readonly store: Store;
  readonly options: RunOptions;
  readonly timezone: string;
  readonly clock: RunClock;
  /** The plan of all contacts. */
  readonly plan: VerifiedPlan;
  /** What was written of it, and then in each round of contacts that were planned again. */
  readonly results: readonly ApplyResult[];
  readonly quarantine: Quarantine;
  readonly unwritten: readonly UnwrittenContact[];
  readonly timings: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
}

function addResults({ store, options, plan, results }: ReportFacts) {
  const after = plan.schedulesChecksum.clone();
  const writes = { inserted: 0, updated: 0, deleted: 0, unchanged: 0 };
  const batches = { count: 0, retried: 0 };
  for (const { tally, batches: done } of results) {
    after.merge(tally.written.state);
    after.subtract(tally.removed.state);
    writes.inserted += tally.counts.inserted;
    writes.updated += tally.counts.updated;
    writes.deleted += tally.counts.deleted;
    batches.count += done.count;
    batches.retried += done.retried;
  }
  // A contact that was planned again may have had a row written twice, or one that this run had inserted.
  const changed =
    results.length === 1 ? writes.updated + writes.deleted : store.runReads.countChangedRows(options.runId);
  writes.unchanged = Math.max(0, plan.schedulesChecksum.count - changed);
  return { after, writes, batches };
}

/** Which lists of a report are cut. */
const describeCuts = (lists: Readonly<Record<string, number>>): string[] =>
  Object.entries(lists)
    .filter(([, count]) => count > reportedItems)
    .map(
      ([name, count]) => `REPORT_CUT: ${name} has ${count} entries; the first ${reportedItems} are reported`,
    );

/** What a run prints and keeps of itself (spec 4.2). */
export function buildReport(facts: ReportFacts): RunReport {
  const { options, clock, plan, quarantine, unwritten } = facts;
  const { after, writes, batches } = addResults(facts);
  const stuck = facts.store.schedules().listStuck(formatDate(addDays(clock.earliest, -1)));
  const isHeldBack = quarantine.size > 0 || unwritten.length > 0;
  const cuts = { quarantined: quarantine.size, violations: quarantine.violationCount, stuck: stuck.length };
  return {
    run_id: options.runId,
    status: isHeldBack ? 'held_back' : 'completed',
    as_of: options.asOf.toZonedDateTimeISO(facts.timezone).toString({ timeZoneName: 'never' }),
    today: formatDate(clock.today),
    dry_run: options.dryRun,
    contacts: plan.contacts,
    issues: plan.issues,
    ...summarizeMails(plan.ledger),
    writes,
    batches,
    quarantined: quarantine.listContacts(reportedItems),
    quarantined_total: quarantine.size,
    violations: describeViolations(quarantine.violations),
    violations_total: quarantine.violationCount,
    unwritten,
    over_cap_days: describeOverCapDays(plan.overCapDays, plan.dailyCap),
    stuck: stuck.slice(0, reportedItems),
    stuck_total: stuck.length,
    checksums: {
      contacts: plan.contactsChecksum.toString(),
      schedules_before: plan.schedulesChecksum.toString(),
      schedules_after: after.toString(),
    },
    timings_ms: facts.timings,
    peak_rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    warnings: [...facts.warnings, ...describeCuts(cuts)],
  };
}
