import type { RunReport } from '../run/run-report.ts';
import { type Job, startJob } from '../run/start-job.ts';
import { type RunRequest, runPlan } from './run-plan.ts';
import type { Session } from './session.ts';

/**
 * Starts a run (spec 4.1) as a job: it goes on by itself, and can be watched and stopped.
 *
 * @example
 * const job = startRun({ database: 'org.db' }, createSession({ command: 'my-service' }));
 * for await (const { phase, done, total } of job.events) show(phase, done, total);
 * const report = await job.result;
 */
export function startRun(request: RunRequest, session: Session): Job<RunReport> {
  const { observer, signal } = session;
  const runId = session.createRunId('run', session.now());
  return startJob({ runId, observer, signal }, (controls) =>
    runPlan(request, { ...session, ...controls, createRunId: () => runId }),
  );
}
