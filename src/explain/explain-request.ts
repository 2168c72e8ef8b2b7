import type { EffectiveSettings } from '../settings/effective-settings.ts';

/** What is asked for: what a run at a moment would decide, or what a run of the past has decided. */
export type ExplainRequest = {
  readonly contactId: number;
  /** How messages call the database. */
  readonly where: string;
} & (
  | {
      readonly settings: Pick<EffectiveSettings, 'configuration' | 'policy' | 'stateBuffers'>;
      readonly asOf: Temporal.Instant;
      readonly runId?: undefined;
    }
  | { readonly runId: string }
);
