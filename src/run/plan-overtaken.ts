import { distinctIds } from '../domain/arithmetic/distinct-ids.ts';
import type { StalePlan } from '../settings/stale/stale-plan.ts';
import type { ApplyResult } from './apply/apply-plan.ts';
import { applyMadePlan } from './apply-made-plan.ts';
import type { FirstWrite } from './first-write.ts';
import { listWritten } from './list-written.ts';
import type { OpenJob } from './open-job.ts';
import { addPlanFindings, type RunFindings } from './run-findings.ts';
import type { RunOptions } from './run-options.ts';
import type { RunPlanners } from './run-planners.ts';
import { describeOvertaken } from './run-report-builder.ts';

/** How many times a run plans overtaken contacts again before it leaves them to the next run. */
const overtakenRounds = 5;

/** What the rounds of a run need. */
export interface OvertakenRequest {
  readonly planners: RunPlanners;
  readonly firstWrite: FirstWrite;
  readonly findings: RunFindings;
  readonly stale: StalePlan;
  /** What was written of the whole plan. */
  readonly applied: ApplyResult;
  /** The newest entry of `contact_changes` before that plan was read. */
  readonly lastChange: number;
}

/** Of a partial run's contacts only those that it is about (spec 4.1). */
function onlyWanted(ids: readonly number[], { contacts }: RunOptions): readonly number[] {
  if (contacts === undefined) return ids;
  const wanted = new Set(contacts);
  return ids.filter((id) => wanted.has(id));
}

/** Plans contacts again, alone, that a sender or an importer has changed since they were read. */
export async function planOvertaken(
  job: OpenJob<RunOptions>,
  { planners, firstWrite, findings, stale, applied, lastChange }: OvertakenRequest,
): Promise<ApplyResult[]> {
  const { options, store } = job;
  if (options.dryRun) return [];
  const rounds: ApplyResult[] = [];
  let { overtaken } = applied;
  let since = lastChange;
  for (;;) {
    // In this order, a change between the two reads is listed twice; in the other, it would be missed.
    const last = store.runReads.findLastContactChange();
    const changed = store.runReads.listContactsChangedSince(since);
    const ids = onlyWanted(distinctIds(overtaken, changed), options);
    since = last;
    if (ids.length === 0) return rounds;
    if (rounds.length === overtakenRounds) {
      findings.warnings.push(describeOvertaken(ids));
      return rounds;
    }
    options.observer.log('info', 'contacts changed during the run are planned again', {
      contacts: ids.length,
    });
    // The mails of all other contacts are counted by date: without its index each count would read the whole table.
    firstWrite.finishBulkLoad();
    const lastMark = stale.findLastMark();
    // A contact that is gone with all its rows has nothing left to plan.
    const made = await planners.plan({ ids, mustExist: false });
    addPlanFindings(findings, made.plan);
    const result = await applyMadePlan(job, made, findings, firstWrite);
    stale.clearWritten(lastMark, listWritten(ids, made.plan.passedOver, findings, result));
    rounds.push(result);
    overtaken = result.overtaken;
  }
}
