import type { Job } from '../run/start-job.ts';
import type { UndoReport } from '../undo/undo-report.ts';
import type { Session } from './session.ts';
import { startUseCase } from './shared/start-use-case.ts';
import { type UndoRunRequest, undoRun } from './undo-run.ts';

/** Starts to take back the newest run (spec 4.1), as a job that can be watched and stopped. */
export const startUndo = (request: UndoRunRequest, session: Session): Job<UndoReport> =>
  startUseCase('undo', undoRun, request, session);
