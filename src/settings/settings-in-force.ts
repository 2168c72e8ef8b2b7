import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';
import type { ConfigurationChoice } from './collect-layers.ts';
import { type EffectiveSettings, resolveSettings } from './effective-settings.ts';
import { estimateContactCount } from './estimate-contact-count.ts';
import { isCalendarDate, parseAsOf } from './parse-as-of.ts';
import { createSettingsRequest, type OrganisationChoice } from './settings-request.ts';

/** What a request says of settings and time. */
export interface SettingsChoice extends ConfigurationChoice, OrganisationChoice {
  /** The moment that is taken for now: `YYYY-MM-DD`, or an ISO date-time with offset; default: now. */
  readonly asOf?: string | undefined;
}

/** The settings of a use-case that only looks, and its moment. */
export interface SettingsInForce {
  readonly settings: EffectiveSettings;
  readonly asOf: Temporal.Instant;
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  /** As the last run counted them, where there are many. */
  readonly contacts: number;
}

/** A date is a moment only in the time zone that the settings name, and they may change with time: UTC comes near enough. */
const nearMoment = (text: string | undefined, now: Temporal.Instant): Temporal.Instant =>
  parseAsOf(text, 'UTC', now);

/**
 * The moment that a request names. Only a plain date asks for the settings: for their time zone.
 *
 * @throws SendwindowError BAD_DATE, and those of {@link settingsInForce}
 */
export async function readMoment(
  caller: Caller,
  store: Store,
  choice: SettingsChoice,
): Promise<Temporal.Instant> {
  const moment = nearMoment(choice.asOf, caller.now());
  if (choice.asOf === undefined || !isCalendarDate(choice.asOf)) return moment;
  const request = await createSettingsRequest(caller, choice, moment);
  // The number of contacts has no part in the time zone.
  const { configuration } = await resolveSettings(store, { ...request, contactCount: 0 }, moment);
  return parseAsOf(choice.asOf, configuration.timezone, caller.now());
}

/**
 * The settings that are in force for a database (spec 3.2), without counting millions of contacts, and what today is.
 *
 * @throws SendwindowError BAD_DATE, BAD_CONFIGURATION, BAD_POLICY, NO_SUCH_FILE, BAD_USAGE
 */
export async function settingsInForce(
  caller: Caller,
  store: Store,
  choice: SettingsChoice,
): Promise<SettingsInForce> {
  const contacts = estimateContactCount(store);
  const moment = nearMoment(choice.asOf, caller.now());
  const request = { ...(await createSettingsRequest(caller, choice, moment)), contactCount: contacts };
  const near = await resolveSettings(store, request, moment);
  const asOf = parseAsOf(choice.asOf, near.configuration.timezone, caller.now());
  const isExact = choice.asOf === undefined || !isCalendarDate(choice.asOf);
  const settings = isExact ? near : await resolveSettings(store, request, asOf);
  const today = asOf.toZonedDateTimeISO(settings.configuration.timezone).toPlainDate().toString();
  return { settings, asOf, today, contacts };
}
