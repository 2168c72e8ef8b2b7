import { listOddWarnings } from '../plan/list-odd-warnings.ts';
import type { VerifiedPlan } from '../plan/verified-plan.ts';
import type { ApplyResult } from './apply/apply-plan.ts';
import { toPlanFacts } from './first-write.ts';
import type { OpenJob } from './open-job.ts';
import type { RunFindings } from './run-findings.ts';
import type { RunOptions } from './run-options.ts';
import type { RunReport } from './run-report.ts';
import { buildReport } from './run-report-builder.ts';
import { warnOfIneligible } from './warn-of-ineligible.ts';

/** Reports a run that has done its work, and completes its checkpoint. */
export function completeRun(
  { options, store, settings, clock, timer, checkpoint }: OpenJob<RunOptions>,
  plan: VerifiedPlan,
  results: readonly ApplyResult[],
  { warnings, quarantine, unwritten }: RunFindings,
): RunReport {
  timer.stop();
  const report = buildReport({
    store,
    options,
    timezone: settings.configuration.timezone,
    clock,
    plan,
    results,
    quarantine,
    unwritten: unwritten.list,
    timings: timer.timings,
    warnings: [
      ...settings.warnings,
      ...listOddWarnings(store, plan.context, plan),
      ...warnings,
      ...warnOfIneligible(plan.contacts),
    ],
  });
  if (!checkpoint.isEntered) return report;
  const counts = Object.values(report.planned);
  const facts = {
    ...toPlanFacts(plan),
    schedulesAfterChecksum: report.checksums.schedules_after,
    emailsScheduled: counts.reduce((sum, { pre_scheduled }) => sum + pre_scheduled, 0),
    emailsSkipped: counts.reduce((sum, { skipped }) => sum + skipped, 0),
  };
  checkpoint.complete(facts, report);
  return report;
}
