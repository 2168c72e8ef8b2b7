import { resolvePath } from '../config/resolve-path.ts';
import type { SettingsChoice } from '../settings/settings-in-force.ts';
import { createSettingsRequest } from '../settings/settings-request.ts';
import type { UndoReport } from '../undo/undo-report.ts';
import { undoRun as undoNewest } from '../undo/undo-run.ts';
import type { Session } from './session.ts';
import { readAsOf } from './shared/read-as-of.ts';

/** The database whose newest run is undone. */
export interface UndoRunRequest extends SettingsChoice {
  readonly database: string;
  /** False: do not back up first. */
  readonly backup?: boolean | undefined;
}

/**
 * Takes back the newest run (spec 4.1); the organisation is on hold then, because the next run would plan the same again.
 *
 * @throws SendwindowError NO_SUCH_RUN, LOCKED, BACKUP_FAILED, STOPPED
 */
export async function undoRun(request: UndoRunRequest, session: Session): Promise<UndoReport> {
  const database = resolvePath(session, request.database);
  const asOf = await readAsOf(session, database, request);
  const { observer, elapsed, wait, signal } = session;
  const report = await undoNewest({
    database,
    asOf,
    settings: await createSettingsRequest(session, request, asOf),
    backup: request.backup ?? true,
    holder: session.holder(request.database),
    runId: session.createRunId('undo', session.now()),
    ...{ observer, elapsed, wait, signal },
    wallClock: () => new Date(session.now().epochMilliseconds),
    runBy: session.who,
  });
  const { run_id, undone, left } = report;
  observer.log('info', 'run undone', { run_id, undone: undone.run_id, left: left.total });
  return report;
}
