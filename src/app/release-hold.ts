import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { Session } from './session.ts';
import { type ReportedHold, reportHold } from './shared/report-hold.ts';
import { useDatabaseForHold } from './shared/use-database.ts';

/** The end of every hold of a database. */
export interface ReleaseHoldRequest {
  readonly database: string;
  /** Default: who works in the session. */
  readonly by?: string | undefined;
}

/** What was released. */
export interface ReleaseHoldReport {
  readonly database: string;
  readonly on_hold: false;
  readonly released: readonly ReportedHold[];
}

/** Ends every hold (spec 4.1); where there is none it says so, and writes nothing. */
export async function releaseHold(
  { database, by }: ReleaseHoldRequest,
  session: Session,
): Promise<ReleaseHoldReport> {
  const release = { releasedBy: by ?? session.who, releasedAt: formatDateTime(session.now()) };
  const released = await useDatabaseForHold(session, database, (store) =>
    store.transaction(() => {
      const holds = store.holds.listHolds();
      if (holds.length > 0) store.holds.releaseHolds(release);
      return holds;
    }),
  );
  return { database, on_hold: false, released: released.map(reportHold) };
}
