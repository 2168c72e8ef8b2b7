import { resolvePath } from '../config/resolve-path.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { Caller } from './caller.ts';
import { type ConfigurationChoice, collectLayers } from './collect-layers.ts';
import type { SettingsRequest } from './effective-settings.ts';
import type { CentralDatabase } from './load-organisation.ts';

/** Whose settings count. */
export interface OrganisationChoice {
  /** The central database, which holds the settings of many organisations. */
  readonly central?: string | undefined;
  /** The id of the organisation. */
  readonly org?: number | undefined;
  /** The central database, where the caller has it open already. */
  readonly opened?: CentralDatabase | undefined;
}

/** Of the central database, or of the org database itself where there is none. */
async function whoseSettings(
  caller: Caller,
  { central, org, opened }: OrganisationChoice,
  moment: Temporal.Instant,
) {
  if (central === undefined) return { organizationId: org };
  if (org === undefined) {
    throw new SendwindowError(
      'BAD_USAGE',
      `${central} holds many organisations; choose one with --org ID, see \`sendwindow org list\``,
    );
  }
  const { loadOrganisation } = await import('./load-organisation.ts');
  return { stored: loadOrganisation(resolvePath(caller, central), org, moment, opened).stored };
}

/**
 * What a request brings to the settings (spec 3.2): its layers, and the organisation it names.
 *
 * @param moment whose configuration and policy versions count, if they are the central database's
 * @throws SendwindowError BAD_CONFIGURATION, BAD_USAGE, NO_SUCH_FILE, NO_SUCH_ORG
 */
export async function createSettingsRequest(
  caller: Caller,
  choice: ConfigurationChoice & OrganisationChoice,
  moment: Temporal.Instant,
): Promise<SettingsRequest> {
  return { layers: await collectLayers(caller, choice), ...(await whoseSettings(caller, choice, moment)) };
}
