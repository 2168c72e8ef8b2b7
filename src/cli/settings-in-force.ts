import { estimateContactCount } from '../explain/estimate-contact-count.ts';
import { type EffectiveSettings, resolveSettings } from '../settings/effective-settings.ts';
import type { Store } from '../store/store.ts';
import type { ConfigurationFlags } from './collect-layers.ts';
import type { Io } from './io.ts';
import { isDateOnly, parseAsOf } from './parse-as-of.ts';
import { createSettingsRequest, type OrganisationFlags } from './settings-request.ts';

/** The flags that decide about settings and time. */
export interface SettingsFlags extends ConfigurationFlags, OrganisationFlags {
  readonly asOf?: string | undefined;
}

/** The settings of a command that only looks, and its moment. */
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
 * The settings that are in force for a database (spec 3.2), without counting millions of contacts, and what today is.
 *
 * @throws SendwindowError BAD_DATE, BAD_CONFIGURATION, BAD_POLICY, NO_SUCH_FILE, BAD_USAGE
 */
export async function settingsInForce(io: Io, store: Store, flags: SettingsFlags): Promise<SettingsInForce> {
  const contacts = estimateContactCount(store);
  const moment = nearMoment(flags.asOf, io.now());
  const request = { ...(await createSettingsRequest(io, flags, moment)), contactCount: contacts };
  const near = await resolveSettings(store, request, moment);
  const asOf = parseAsOf(flags.asOf, near.configuration.timezone, io.now());
  const isExact = flags.asOf === undefined || !isDateOnly(flags.asOf);
  const settings = isExact ? near : await resolveSettings(store, request, asOf);
  const today = asOf.toZonedDateTimeISO(settings.configuration.timezone).toPlainDate().toString();
  return { settings, asOf, today, contacts };
}
