import { SendwindowError } from '../error/sendwindow-error.ts';
import type { SettingsRequest } from '../settings/effective-settings.ts';
import { type ConfigurationFlags, collectLayers } from './collect-layers.ts';
import type { Io } from './io.ts';
import { resolvePath } from './open-call-database.ts';

/** The flags that say whose settings count. */
export interface OrganisationFlags {
  /** `--central`: the central database. */
  readonly central?: string | undefined;
  /** `--org`: the id of the organisation. */
  readonly org?: number | undefined;
}

/** Of the central database, or of the org database itself where there is none. */
async function whoseSettings(io: Io, { central, org }: OrganisationFlags, moment: Temporal.Instant) {
  if (central === undefined) return { organizationId: org };
  if (org === undefined) {
    throw new SendwindowError(
      'BAD_USAGE',
      `--central ${central} holds many organisations; say which one with --org ID, see \`sendwindow org list\``,
    );
  }
  const { loadOrganisation } = await import('../settings/load-organisation.ts');
  return { stored: loadOrganisation(resolvePath(io, central), org, moment).stored };
}

/**
 * What a call brings to the settings (spec 3.2): its layers, and the organisation it names.
 *
 * @param moment whose configuration and policy versions count, if they are the central database's
 * @throws SendwindowError BAD_CONFIGURATION, BAD_USAGE, NO_SUCH_FILE, NO_SUCH_ORG
 */
export async function createSettingsRequest(
  io: Io,
  flags: ConfigurationFlags & OrganisationFlags,
  moment: Temporal.Instant,
): Promise<SettingsRequest> {
  return { layers: await collectLayers(io, flags), ...(await whoseSettings(io, flags, moment)) };
}
