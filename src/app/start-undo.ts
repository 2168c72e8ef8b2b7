import { type Job, startJob } from '../run/start-job.ts';
import type { UndoReport } from '../undo/undo-report.ts';
import type { Session } from './session.ts';
import { type UndoRunRequest, undoRun } from './undo-run.ts';

/** Starts to take back the newest run (spec 4.1), as a job that can be watched and stopped. */
export function startUndo(request: UndoRunRequest, session: Session): Job<UndoReport> {
  const { observer, signal } = session;
  const runId = session.createRunId('undo', session.now());
  return startJob({ runId, observer, signal }, (controls) =>
    undoRun(request, { ...session, ...controls, createRunId: () => runId }),
  );
}
