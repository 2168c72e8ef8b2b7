import type { DatabaseSync } from 'node:sqlite';
import { builtinPolicies } from '../config/builtin-policies.ts';
import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import { type EffectiveConfiguration, resolveConfiguration } from '../config/resolve-configuration.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { prepareContacts } from '../store/contacts.ts';

/** Everything that decides a plan but the data and the time (spec 3.2). */
export interface EffectiveSettings extends EffectiveConfiguration {
  readonly policy: ExclusionPolicy;
  /** The organisation's pre-window buffers by state, in days. */
  readonly stateBuffers: ReadonlyMap<string, number>;
}

/** What the caller brings: its layers, in the order of spec 3.2. */
export interface SettingsRequest {
  readonly layers: readonly ConfigurationLayer[];
}

/** Works out the settings that are in force for an org database. */
export function resolveSettings(db: DatabaseSync, request: SettingsRequest): EffectiveSettings {
  const contactCount = prepareContacts(db).count();
  const effective = resolveConfiguration(request.layers, { contactCount });
  const policy = builtinPolicies.find(({ name }) => name === effective.configuration.policy);
  if (policy === undefined) {
    throw new SendwindowError(
      'BAD_POLICY',
      `there is no exclusion policy "${effective.configuration.policy}"`,
    );
  }
  return { ...effective, policy, stateBuffers: new Map() };
}
