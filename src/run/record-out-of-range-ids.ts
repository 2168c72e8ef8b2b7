import type { VerifiedPlan } from '../plan/verified-plan.ts';
import type { FirstWrite } from './first-write.ts';
import type { OpenJob } from './open-job.ts';
import type { RunOptions } from './run-options.ts';

/** Enters an issue for each contact whose id does not count, by SQL alone: no plan can name it (spec 2.2, "Ids"). */
export async function recordOutOfRangeIds(
  { options, store }: OpenJob<RunOptions>,
  plan: VerifiedPlan,
  firstWrite: FirstWrite,
): Promise<void> {
  if (options.dryRun || options.contacts !== undefined) return;
  const issues = store.outOfRangeIssues;
  if (!issues.isPending()) return;
  await firstWrite.prepare(plan, false);
  store.transaction(() => issues.record(options.runId));
}
