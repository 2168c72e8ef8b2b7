import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import type { Store } from '../store/store.ts';
import type { StoredSettings } from '../store/stored-settings.ts';
import { type EffectiveSettings, resolveSettings, type SettingsRequest } from './effective-settings.ts';
import { versionToCome } from './stored-layers.ts';

/** A version that is not stored yet. */
export interface Candidate {
  /** The content of a configuration version. */
  readonly configuration?: unknown;
  /** A policy that would be activated. */
  readonly policy?: ExclusionPolicy | undefined;
}

/** The versions as if the candidate were stored and in force. */
function addCandidate(stored: StoredSettings, { configuration, policy }: Candidate): StoredSettings {
  const toVersion = (content: unknown) => ({ id: versionToCome, data: JSON.stringify(content) });
  return {
    ...stored,
    configuration: configuration === undefined ? stored.configuration : toVersion(configuration),
    policies: policy === undefined ? stored.policies : [toVersion(policy), ...stored.policies],
  };
}

/**
 * Resolves the settings as they are (an empty candidate), or would be with a version that is not stored yet. Of a
 * central database with several organisations what all of them share is resolved.
 *
 * @throws SendwindowError BAD_CONFIGURATION, BAD_POLICY: the candidate does not fit together with the rest
 */
export async function resolveCandidate(
  store: Store,
  request: SettingsRequest,
  candidate: Candidate,
  asOf: Temporal.Instant,
): Promise<EffectiveSettings> {
  const held = request.stored ?? store.readStoredSettings(formatDateTime(asOf), request.organizationId);
  const isShared = held.organization === undefined && request.organizationId === undefined;
  const stored = isShared ? { ...held, organizationCount: 0 } : held;
  return await resolveSettings(store, { ...request, stored: addCandidate(stored, candidate) }, asOf);
}
