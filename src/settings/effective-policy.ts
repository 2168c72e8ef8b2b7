import { listRules } from '../config/list-rules.ts';
import type { ExclusionPolicy, StateRule } from '../domain/exclusion/exclusion-policy.ts';
import type { EffectiveSettings } from './effective-settings.ts';

const withBuffer = (rule: StateRule, days: number | undefined): StateRule =>
  days === undefined || rule.type === 'year_round' ? rule : { ...rule, pre_window_exclusion_days: days };

/**
 * The policy as it counts for an organisation (spec 3.2): with the configuration's `state_rules` in place of its own,
 * and with the organisation's buffers. For sentences and comparisons; a run resolves its rules by itself.
 */
export function findEffectivePolicy({
  policy,
  configuration,
  stateBuffers,
}: Pick<EffectiveSettings, 'policy' | 'configuration' | 'stateBuffers'>): ExclusionPolicy {
  const states = Object.entries({ ...policy.states, ...configuration.state_rules }).map(([state, entry]) => {
    const buffer = stateBuffers.get(state);
    return [state, listRules(entry).map((rule) => withBuffer(rule, buffer))] as const;
  });
  return { name: policy.name, version: policy.version, states: Object.fromEntries(states) };
}
