import { formatDateTime } from '../domain/calendar/run-clock.ts';
import { cancelVersion as cancelStored } from '../settings/cancel-version.ts';
import { type ReportedVersion, reportVersion } from '../settings/report-version.ts';
import type { ConfigType } from '../store/config-versions.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** A version that has not begun to count, and never shall. */
export interface CancelVersionRequest {
  readonly database: string;
  /** What it is a version of. */
  readonly type: ConfigType;
  readonly version: number;
  /** Default: who works in the session. */
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
}

/** The version that was cancelled. */
export interface CancelVersionReport {
  readonly database: string;
  readonly cancelled: ReportedVersion;
}

/**
 * Cancels a version of the configuration or of the policy that has not begun to count (spec 3.2, "Versions"); the one
 * before it counts on.
 *
 * @throws SendwindowError BAD_USAGE where there is none, or it counts already, or it is cancelled
 */
export async function cancelVersion(
  { database, type, version, by, reason }: CancelVersionRequest,
  session: Session,
): Promise<CancelVersionReport> {
  const cancellation = { by: by ?? session.who, at: formatDateTime(session.now()), reason };
  const cancelled = await useDatabase(session, database, 'read-write', (store) =>
    cancelStored(store, type, version, cancellation),
  );
  return { database, cancelled: reportVersion(cancelled) };
}
