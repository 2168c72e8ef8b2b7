import type { ConfigurationLayer } from '../config/configuration-layer.ts';
import type { ExclusionPolicy } from '../domain/exclusion/exclusion-policy.ts';

/** The number of a version that is not stored yet: what it would change is being worked out. */
export const versionToCome = 0;

/** `policy version 4`. */
export const nameVersion = (kind: 'configuration' | 'policy', id: number): string =>
  id === versionToCome ? `new ${kind} version` : `${kind} version ${id}`;

/** A policy that the database holds. */
export interface StoredPolicy {
  readonly policy: ExclusionPolicy;
  /** `policy version 4`. */
  readonly source: string;
}

/** What a database adds to the settings, read and checked. */
export interface StoredLayers {
  /** Lower first: configuration version, policy version, the organisation's columns, its overrides (spec 3.2). */
  readonly layers: readonly ConfigurationLayer[];
  /** Days by state. */
  readonly stateBuffers: ReadonlyMap<string, number>;
  /** The policy that was activated last. */
  readonly activated: { readonly name: string; readonly source: string } | undefined;
  /** The version in force of a policy; `undefined` where the database holds none of that name. */
  readonly findPolicy: (name: string) => StoredPolicy | undefined;
  /** Each starts with a code. */
  readonly warnings: readonly string[];
}

/** A database without versions and organisations. */
export const noStoredLayers: StoredLayers = {
  layers: [],
  stateBuffers: new Map(),
  activated: undefined,
  findPolicy: () => undefined,
  warnings: [],
};
