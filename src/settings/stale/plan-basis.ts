import { contentHash } from '../../config/content-hash.ts';
import { findEffectivePolicy } from '../effective-policy.ts';
import type { EffectiveSettings } from '../effective-settings.ts';

/**
 * Names by its content everything that makes a whole plan stale where it changes (spec 6.3): the rules that count, their
 * buffers, ZIPs, and who is withheld. Caps, spreads and dates only change what is placed from now on.
 */
export function hashPlanBasis(settings: EffectiveSettings): string {
  const { configuration, stateBuffers } = settings;
  return contentHash({
    rules: findEffectivePolicy(settings).states,
    buffers: Object.fromEntries(stateBuffers),
    pre_window_exclusion_days: configuration.timing.pre_window_exclusion_days,
    zip_states: configuration.zip_states,
    on_missing_anchor: configuration.on_missing_anchor,
    on_state_mismatch: configuration.on_state_mismatch,
    on_duplicate: configuration.on_duplicate,
    on_unknown_status: configuration.on_unknown_status,
    active_statuses: [...configuration.active_statuses].sort(),
    suppressed_statuses: [...configuration.suppressed_statuses].sort(),
  });
}
