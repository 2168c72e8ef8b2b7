import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Session } from './session.ts';
import { type ReportedHold, reportHold } from './shared/report-hold.ts';
import { useDatabaseForHold } from './shared/use-database.ts';

/** An emergency stop (spec 4.1). */
export interface PlaceHoldRequest {
  readonly database: string;
  /** Shown wherever the hold is. */
  readonly reason: string;
  /** Default: who works in the session. */
  readonly by?: string | undefined;
}

/** All holds that are in force. */
export interface PlaceHoldReport {
  readonly database: string;
  readonly on_hold: true;
  readonly holds: readonly ReportedHold[];
}

/**
 * Stops all sending: `sendable_emails` is empty until the hold is released. A second hold adds its reason to the first.
 *
 * @throws SendwindowError BAD_USAGE without a reason
 */
export async function placeHold(
  { database, by, reason: given }: PlaceHoldRequest,
  session: Session,
): Promise<PlaceHoldReport> {
  const reason = given.trim();
  if (reason === '') {
    throw new SendwindowError(
      'BAD_USAGE',
      'hold: the reason is empty; write why, so that others know why no mail is sent',
    );
  }
  const hold = { reason, createdBy: by ?? session.who, createdAt: formatDateTime(session.now()) };
  const holds = await useDatabaseForHold(session, database, (store) =>
    store.transaction(() => {
      store.holds.placeHold(hold);
      return store.holds.listHolds();
    }),
  );
  return { database, on_hold: true, holds: holds.map(reportHold) };
}
