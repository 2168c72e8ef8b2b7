import type { Io } from './io.ts';
import { useDatabase } from './open-call-database.ts';
import { isDateOnly, parseAsOf } from './parse-as-of.ts';
import { type SettingsFlags, settingsInForce } from './settings-in-force.ts';

/**
 * The moment of a command that opens its database by itself. Only a plain date asks for the organisation's time zone:
 * then the database is opened once more.
 *
 * @throws SendwindowError BAD_DATE, and those of {@link settingsInForce}
 */
export async function readAsOf(io: Io, database: string, flags: SettingsFlags): Promise<Temporal.Instant> {
  if (flags.asOf === undefined || !isDateOnly(flags.asOf)) return parseAsOf(flags.asOf, 'UTC', io.now());
  const { asOf } = await useDatabase(io, database, 'read-only', (store) => settingsInForce(io, store, flags));
  return asOf;
}
