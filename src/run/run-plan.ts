import { distinctIds } from '../domain/arithmetic/distinct-ids.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { StalePlan } from '../settings/stale/stale-plan.ts';
import { Store } from '../store/store.ts';
import { applyMadePlan } from './apply-made-plan.ts';
import { checkPlanner } from './check-planner.ts';
import { completeRun } from './complete-run.ts';
import { completeStale } from './complete-stale.ts';
import { enterRun } from './enter-run.ts';
import { FirstWrite } from './first-write.ts';
import { type OpenJob, withJob } from './open-job.ts';
import { planOvertaken } from './plan-overtaken.ts';
import { recordOutOfRangeIds } from './record-out-of-range-ids.ts';
import { addPlanFindings, noFindings } from './run-findings.ts';
import type { RunOptions } from './run-options.ts';
import { RunPlanners } from './run-planners.ts';
import type { RunReport } from './run-report.ts';
import { warnOfAsOf } from './wall-time.ts';
import { withRunLock } from './with-run-lock.ts';

/** One run from its checkpoint to its report (spec 4.1); the lock is held, or the run is dry. */
async function planAndApply(job: OpenJob<RunOptions>): Promise<RunReport> {
  const { options, store, settings } = job;
  const { dryRun, database, contacts } = options;
  const findings = noFindings();
  const firstWrite = new FirstWrite(job, findings.warnings);

  findings.warnings.push(...checkPlanner(store, database, options), ...warnOfAsOf(options));
  if (!dryRun) store.bulkLoad.ensureIndex();
  if (!dryRun) store.ensureIndexes();
  if (!dryRun && options.checkpoint) enterRun(job);
  const stale = StalePlan.begin(store, settings, dryRun);
  const lastChange = store.runReads.findLastContactChange();

  try {
    await using planners = new RunPlanners(job);
    const made = await planners.plan(contacts && { ids: distinctIds(contacts), mustExist: true });
    const { plan } = made;
    findings.quarantine.setContactCount(plan.ledger.contactCount);
    addPlanFindings(findings, plan);
    const applied = await applyMadePlan(job, made, findings, firstWrite);
    const request = { planners, firstWrite, findings, stale, applied, lastChange };
    const rounds = await planOvertaken(job, request);
    await recordOutOfRangeIds(job, plan, firstWrite);
    firstWrite.finishBulkLoad();
    completeStale(job, stale, plan, findings);
    return completeRun(job, plan, [applied, ...rounds], findings);
  } catch (error) {
    // A stopped run leaves a database in use: it needs the index that a bulk load has put off.
    if (error instanceof SendwindowError && error.code === 'STOPPED') firstWrite.finishBulkLoad();
    throw error;
  }
}

/**
 * One run (spec 4.1): lock, checkpoint, read, plan, verify, back up, apply, plan again what was overtaken, report. May
 * be repeated at any time; killed at any moment it leaves a consistent database, and the next run finishes the work.
 * {@link startRun} runs it as a job.
 *
 * @throws SendwindowError; batches that were committed before stay
 */
export async function runPlan(options: RunOptions): Promise<RunReport> {
  const runOn = (store: Store): Promise<RunReport> =>
    withJob(store, options, { name: 'run', replan: options.replan }, planAndApply);
  if (!options.dryRun) return await withRunLock(options, runOn);
  using store = Store.open(options.database, { mode: 'read-only' });
  return await runOn(store);
}
