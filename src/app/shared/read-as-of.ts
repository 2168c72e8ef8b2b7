import type { Caller } from '../../settings/caller.ts';
import { isCalendarDate, parseAsOf } from '../../settings/parse-as-of.ts';
import { readMoment, type SettingsChoice } from '../../settings/settings-in-force.ts';
import { useDatabase } from './use-database.ts';

/**
 * The moment of a use-case that opens its database by itself. Only a plain date asks for the organisation's time zone:
 * then the database is opened once more.
 *
 * @throws SendwindowError BAD_DATE, and those of {@link settingsInForce}
 */
export async function readAsOf(
  caller: Caller,
  database: string,
  choice: SettingsChoice,
): Promise<Temporal.Instant> {
  if (choice.asOf === undefined || !isCalendarDate(choice.asOf)) {
    return parseAsOf(choice.asOf, 'UTC', caller.now());
  }
  return await useDatabase(caller, database, 'read-only', (store) => readMoment(caller, store, choice));
}
