import { type Job, startJob } from '../run/start-job.ts';
import type { UndoOptions } from './undo-options.ts';
import type { UndoReport } from './undo-report.ts';
import { undoRun } from './undo-run.ts';

/** Starts an undo as a job. */
export const startUndo = (options: UndoOptions): Job<UndoReport> => startJob(options, undoRun);
