import type { PlannerChoice } from './check-planner.ts';
import type { JobOptions } from './job-options.ts';

/** Below this many contacts a second thread costs more to start than it saves. */
export const defaultThreadsFrom = 40_000;

/** One run, as the command line (or a program that embeds the product) asks for it. */
export interface RunOptions extends JobOptions, PlannerChoice {
  /** Plan and report, and write nothing at all. */
  readonly dryRun: boolean;
  /** Place everything again: stickiness is off. */
  readonly replan: boolean;
  /** A partial run: the ids of the contacts to plan. Absent: all. */
  readonly contacts?: readonly number[] | undefined;
  /** False: a run that changes nothing leaves no checkpoint either. */
  readonly checkpoint: boolean;
  /** Contacts from which a full run uses a second thread; {@link defaultThreadsFrom}. */
  readonly threadsFrom: number;
}
