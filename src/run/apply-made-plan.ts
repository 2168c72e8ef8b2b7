import { toSendTime } from '../plan/plan-ledger.ts';
import { type ApplyResult, applyPlan } from './apply/apply-plan.ts';
import { ApplyOrder } from './apply/order-batches.ts';
import { sizeBatches } from './apply/size-batches.ts';
import type { FirstWrite } from './first-write.ts';
import { retryOf } from './job-retry.ts';
import type { OpenJob } from './open-job.ts';
import type { RunFindings } from './run-findings.ts';
import type { RunOptions } from './run-options.ts';
import type { MadePlan } from './run-planners.ts';

/**
 * Writes a verified plan, batch by batch (spec 4.1, "Apply"); a dry run counts what would be written.
 *
 * @throws STOPPED between two batches
 */
export async function applyMadePlan(
  job: OpenJob<RunOptions>,
  { plan, planner, thread }: MadePlan,
  { quarantine, unwritten }: RunFindings,
  firstWrite: FirstWrite,
): Promise<ApplyResult> {
  const { options, store, settings, clock, timer, stopping } = job;
  const { runId, dryRun, observer } = options;
  const { runs, send_time } = settings.configuration;
  const order = new ApplyOrder(plan.ledger);
  timer.start('apply', order.contactCount);
  const size = thread === undefined ? runs.batch_size : sizeBatches(order, runs.batch_size);
  const batches = planner.prepare(plan, quarantine.heldBack, order.batches(size));
  return await applyPlan(
    {
      store,
      ledger: plan.ledger,
      sendTime: toSendTime(send_time),
      runId,
      now: clock.now,
      dryRun,
      retry: retryOf(job),
      unwritten,
      pause: stopping.pause,
      beforeWrite: () => firstWrite.prepare(plan, thread !== undefined),
      onBatch: (done) => {
        observer.advance(done);
        if (firstWrite.hasBegun) thread?.copyLog();
      },
    },
    batches,
  );
}
