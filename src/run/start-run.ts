import type { RunOptions } from './run-options.ts';
import { runPlan } from './run-plan.ts';
import type { RunReport } from './run-report.ts';
import { type Job, startJob } from './start-job.ts';

/**
 * Starts a run as a job.
 *
 * @example
 * const job = startRun(options);
 * for await (const { phase, done, total } of job.events) show(phase, done, total);
 * const report = await job.result;
 */
export const startRun = (options: RunOptions): Job<RunReport> => startJob(options, runPlan);
