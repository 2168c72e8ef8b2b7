import { makePlan } from '../plan/make-plan.ts';
import { PlannerHere } from '../plan/plan-here.ts';
import { PlannerOnTwoThreads } from '../plan/plan-on-two-threads.ts';
import { openReading } from '../plan/plan-reading.ts';
import type { PlanningDesk, Selection } from '../plan/planning-desk.ts';
import type { ShardPlanner } from '../plan/shard-planner.ts';
import { PlanningThread } from '../plan/threads/planning-thread.ts';
import type { VerifiedPlan } from '../plan/verified-plan.ts';
import type { OpenJob } from './open-job.ts';
import type { RunOptions } from './run-options.ts';

/** A plan, and who prepares its batches. */
export interface MadePlan {
  readonly plan: VerifiedPlan;
  readonly planner: ShardPlanner;
  /** The second thread that it was made with; undefined: it was made in this one alone. */
  readonly thread: PlanningThread | undefined;
}

function createDesk(job: OpenJob<RunOptions>): PlanningDesk {
  const { options, store, settings, planSettings, timer, stopping } = job;
  const { database, runId, contacts, observer } = options;
  const scope = contacts === undefined ? 'all' : 'few';
  let done = 0;
  return {
    store,
    openReading: () => openReading(store, { settings: planSettings, scope, runId }),
    settings: planSettings,
    database,
    expectedContacts: settings.contactCount,
    onPhase: (phase, total) => {
      done = 0;
      timer.start(phase, total);
    },
    // Both threads report how far they are; the higher number counts.
    onContact: (contacts) => {
      if (contacts <= done) return;
      done = contacts;
      observer.advance(done);
    },
    pause: stopping.pause,
  };
}

/** A second thread pays from some tens of thousands of contacts on. It needs a write lock, which a dry run must not take. */
function startThread(job: OpenJob<RunOptions>, desk: PlanningDesk): PlanningThread | undefined {
  const { options, settings, planSettings, stopping } = job;
  const { dryRun, database, runId, contacts, threadsFrom } = options;
  if (dryRun || contacts !== undefined || settings.contactCount < threadsFrom) return undefined;
  const { now, ...rest } = planSettings;
  const setup = { database, runId, settings: rest, now: now.toString() };
  return new PlanningThread(setup, (done) => desk.onContact(2 * done), stopping.stopped);
}

/** Makes the plans of one run: many contacts are planned on two threads, few in this one. */
export class RunPlanners implements AsyncDisposable {
  readonly #desk: PlanningDesk;
  readonly #thread: PlanningThread | undefined;
  readonly #threadsFrom: number;

  constructor(job: OpenJob<RunOptions>) {
    this.#desk = createDesk(job);
    this.#thread = startThread(job, this.#desk);
    this.#threadsFrom = job.options.threadsFrom;
  }

  /** @param selection undefined: all contacts */
  async plan(selection?: Selection): Promise<MadePlan> {
    const contacts = selection?.ids.length ?? this.#desk.expectedContacts;
    const thread = contacts < this.#threadsFrom ? undefined : this.#thread;
    const planner =
      thread === undefined ? new PlannerHere(this.#desk) : new PlannerOnTwoThreads(this.#desk, thread);
    return { plan: await makePlan(this.#desk, selection, planner), planner, thread };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread?.[Symbol.asyncDispose]();
  }
}
