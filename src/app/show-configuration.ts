import { type EffectiveSetting, listEffectiveSettings } from '../config/list-effective-settings.ts';
import { type SettingsChoice, settingsInForce } from '../settings/settings-in-force.ts';
import type { Session } from './session.ts';
import { useDatabase } from './shared/use-database.ts';

/** Of which database, and as of when. */
export interface ShowConfigurationRequest extends SettingsChoice {
  readonly database: string;
}

/** Every value that is in force, and where it comes from. */
export interface ShownConfiguration {
  readonly database: string;
  readonly as_of: string;
  /** The organisation's calendar date, `YYYY-MM-DD`. */
  readonly today: string;
  readonly contacts: number;
  /** The size profile. */
  readonly profile: string;
  readonly policy: { readonly name: string; readonly version: number; readonly source: string };
  /** The organisation's pre-window buffers by state, in days. */
  readonly state_buffers: Readonly<Record<string, number>>;
  readonly settings: readonly EffectiveSetting[];
  readonly warnings: readonly string[];
}

/** Shows for each value of the settings where it comes from (spec 3.2). */
export async function showConfiguration(
  request: ShowConfigurationRequest,
  session: Session,
): Promise<ShownConfiguration> {
  const { settings, asOf, today, contacts } = await useDatabase(
    session,
    request.database,
    'read-only',
    (store) => settingsInForce(session, store, request),
  );
  const { policy, policySource, profile, stateBuffers, warnings, configuration } = settings;
  return {
    database: request.database,
    as_of: asOf.toZonedDateTimeISO(configuration.timezone).toString({ timeZoneName: 'never' }),
    today,
    contacts,
    profile,
    policy: { name: policy.name, version: policy.version, source: policySource },
    state_buffers: Object.fromEntries(stateBuffers),
    settings: listEffectiveSettings(settings),
    warnings,
  };
}
