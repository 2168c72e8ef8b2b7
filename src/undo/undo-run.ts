import { readDateTime } from '../domain/calendar/run-clock.ts';
import { buildPlanContext } from '../plan/build-plan-context.ts';
import { backUpFirst } from '../run/back-up-first.ts';
import type { PlanFacts } from '../run/job-checkpoint.ts';
import { type OpenJob, withJob } from '../run/open-job.ts';
import { withRunLock } from '../run/with-run-lock.ts';
import type { EnteredRun } from '../store/undo-reads.ts';
import { createUndoReport } from './create-undo-report.ts';
import { findUndoTarget, undoKind } from './find-undo-target.ts';
import { takeBackRows } from './take-back-rows.ts';
import { type Census, takeCensus } from './take-census.ts';
import type { UndoOptions } from './undo-options.ts';
import type { UndoReport } from './undo-report.ts';

/** Counts as of the moment of the run that is taken back, so that the checksums can be compared with its own. */
function countAsOf(
  { store, planSettings, timer }: OpenJob<UndoOptions>,
  { runTimestamp }: EnteredRun,
): Census {
  timer.start('read');
  const now = readDateTime(runTimestamp) ?? planSettings.now;
  return takeCensus(store, buildPlanContext(store, { ...planSettings, now }));
}

/** Places the hold before the first row comes back, so that no sender takes that row. */
function beginApplying(job: OpenJob<UndoOptions>, hold: string, facts: PlanFacts): void {
  const { store, options, clock, checkpoint } = job;
  store.transaction(() => {
    store.holds.placeHold({ reason: hold, createdBy: options.holder.command, createdAt: clock.now });
    checkpoint.beginApplying(facts);
  });
}

/** One undo from its checkpoint to its report; the lock is held. */
async function takeBack(job: OpenJob<UndoOptions>): Promise<UndoReport> {
  const { store, options, timer, checkpoint } = job;
  const target = findUndoTarget(store.undoReads, options.runId, options.database);
  const hold = `run ${target.runId} was undone; the next run would plan the same again: fix the cause, then release`;

  checkpoint.enter(undoKind);
  const before = countAsOf(job, target);
  const contacts = store.undoReads.listContacts(target.runId);
  const facts: PlanFacts = {
    contactsChecksum: before.contacts.toString(),
    schedulesBeforeChecksum: before.schedules.toString(),
    contactsProcessed: contacts.length,
    invalidContactCount: 0,
  };
  const backup = (await backUpFirst(job))?.path ?? null;
  beginApplying(job, hold, facts);
  const tally = await takeBackRows(job, target, contacts);
  const after = countAsOf(job, target);
  timer.stop();

  const report = createUndoReport(job, { target, hold, backup, before, after, tally });
  checkpoint.complete(
    {
      ...facts,
      schedulesAfterChecksum: after.schedules.toString(),
      emailsScheduled: after.preScheduled,
      emailsSkipped: after.skipped,
    },
    report,
  );
  return report;
}

/**
 * Takes back the newest run that wrote rows; repeated, the one before it (spec 4.1, `runs undo`). Rows come back as they
 * were, run ids and times included, if they are still the planner's, are as the run left them, and would break no rule
 * today; the others are listed and left. The organisation is on hold from the first change on, and the contacts whose
 * rows came back are stale until a run has planned them.
 *
 * An undo is a job like a run: it takes the lock, makes a backup, and its changes are kept under its run id. Killed at
 * any instant it leaves whole contacts; repeating it goes on. What is not taken back: `contact_issues`, which say what
 * is wrong with a contact's data, and an undo does not fix that. {@link startUndo} runs it as a job that can be watched
 * and stopped.
 *
 * @throws NO_SUCH_RUN (nothing to take back), LOCKED, BACKUP_FAILED, and what opening the database throws
 */
export async function undoRun(options: UndoOptions): Promise<UndoReport> {
  return await withRunLock(options, (store) =>
    withJob(store, options, { name: 'undo', replan: false }, takeBack),
  );
}
