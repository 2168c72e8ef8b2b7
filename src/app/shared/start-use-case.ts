import { type Job, startJob } from '../../run/start-job.ts';
import type { Session } from '../session.ts';

/** Starts a use-case that makes a run id as a job: the job has that id, and its events and `stop` are the session's. */
export function startUseCase<Request, Report>(
  kind: 'run' | 'undo',
  useCase: (request: Request, session: Session) => Promise<Report>,
  request: Request,
  session: Session,
): Job<Report> {
  const { observer, signal } = session;
  const runId = session.createRunId(kind, session.now());
  return startJob({ runId, observer, signal }, (controls) =>
    useCase(request, { ...session, ...controls, createRunId: () => runId }),
  );
}
