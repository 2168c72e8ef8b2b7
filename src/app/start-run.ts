import type { RunReport } from '../run/run-report.ts';
import type { Job } from '../run/start-job.ts';
import { type RunRequest, runPlan } from './run-plan.ts';
import type { Session } from './session.ts';
import { startUseCase } from './shared/start-use-case.ts';

/**
 * Starts a run (spec 4.1) as a job: it goes on by itself, and can be watched and stopped.
 *
 * @example
 * const job = startRun({ database: 'org.db' }, createSession({ command: 'my-service' }));
 * for await (const { phase, done, total } of job.events) show(phase, done, total);
 * const report = await job.result;
 */
export const startRun = (request: RunRequest, session: Session): Job<RunReport> =>
  startUseCase('run', runPlan, request, session);
