import { readJsonObject } from '../domain/arithmetic/json-object.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { EnteredRun, UndoReads } from '../store/undo-reads.ts';

/** `scheduler_checkpoints.kind` of an undo. */
export const undoKind = 'undo';

/** The run that an undo has taken back: its report says so. */
function undoneBy(report: string | null): string | undefined {
  const { undone } = readJsonObject(report) as { undone?: { run_id?: unknown } };
  return typeof undone?.run_id === 'string' ? undone.run_id : undefined;
}

/** What a completed run says it wrote; a run that was killed or has failed says nothing. */
function saysItWroteNothing({ status, report }: EnteredRun): boolean {
  const { writes } = readJsonObject(report) as { writes?: Record<string, unknown> };
  if (status !== 'completed' || writes === undefined) return false;
  return [writes['inserted'], writes['updated'], writes['deleted']].every((count) => count === 0);
}

/**
 * The newest run that wrote rows and has not been taken back (spec 4.1, `runs undo`): a full or a partial one, also one
 * that was killed or has failed half-way. Undos themselves are not taken back, so a repeated undo goes further back. An
 * undo that was killed has not taken back its run yet.
 *
 * @throws NO_SUCH_RUN
 */
export function findUndoTarget(reads: UndoReads, undoRunId: string, where: string): EnteredRun {
  const undone = new Set<string>();
  for (const run of reads.iterateRuns(undoRunId)) {
    if (run.kind === undoKind) {
      const taken = run.status === 'completed' ? undoneBy(run.report) : undefined;
      if (taken !== undefined) undone.add(taken);
      continue;
    }
    if (undone.has(run.runId) || saysItWroteNothing(run)) continue;
    if (reads.hasWritten(run.runId)) return run;
  }
  throw new SendwindowError(
    'NO_SUCH_RUN',
    `${where}: there is no run to undo; no run has written a row, or all of them are undone (\`sendwindow runs list\`)`,
  );
}
