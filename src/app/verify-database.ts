import { resolvePath } from '../config/resolve-path.ts';
import { type VerifyReport, verifySchedule } from '../run/verify-schedule.ts';
import type { SettingsChoice } from '../settings/settings-in-force.ts';
import { createSettingsRequest } from '../settings/settings-request.ts';
import type { Session } from './session.ts';
import { readAsOf } from './shared/read-as-of.ts';

/** Which database is verified, and what today is. */
export interface VerifyRequest extends SettingsChoice {
  readonly database: string;
}

/**
 * Judges the rows of an org database as they are, no matter which program wrote them (spec 4.1, "Verify"); writes nothing.
 *
 * @throws SendwindowError of opening or reading the database, or of its settings
 */
export async function verifyDatabase(request: VerifyRequest, session: Session): Promise<VerifyReport> {
  const database = resolvePath(session, request.database);
  const asOf = await readAsOf(session, database, request);
  const settings = await createSettingsRequest(session, request, asOf);
  return await verifySchedule({ database, asOf, settings, observer: session.observer });
}
