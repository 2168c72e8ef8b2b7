import { readDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Configuration } from '../configuration.ts';
import type { ExclusionPolicy, StateRule } from './exclusion-policy.ts';

/** A state rule ready for use (spec 2.3): buffers are added, dates are read. Lengths are in days. */
export interface ResolvedRule {
  readonly type: StateRule['type'];
  readonly state: string;
  /** window_before plus the buffer before the window. */
  readonly before: number;
  readonly after: number;
  readonly useMonthStart: boolean;
  readonly age76Plus: boolean;
  readonly effectiveFrom: EpochDay | undefined;
  readonly effectiveTo: EpochDay | undefined;
}

/** The rules of a state; empty where there is none. */
export type StateRules = (state: string) => readonly ResolvedRule[];

const asList = (rules: StateRule | readonly StateRule[] | null): readonly StateRule[] =>
  rules === null ? [] : Array.isArray(rules) ? rules : [rules as StateRule];

function resolveRule(state: string, rule: StateRule, buffer: number): ResolvedRule {
  return {
    type: rule.type,
    state,
    before: (rule.window_before ?? 0) + buffer,
    after: rule.window_after ?? 0,
    useMonthStart: rule.use_month_start ?? false,
    age76Plus: rule.age_76_plus ?? false,
    effectiveFrom: readDate(rule.effective_from),
    effectiveTo: readDate(rule.effective_to),
  };
}

/**
 * The rules in force (spec 3.2): the policy's, replaced by the configuration's `state_rules` for the states they name.
 * The buffer that counts: the organisation's for the state, else the rule's, else `timing.pre_window_exclusion_days`.
 */
export function resolveStateRules(
  configuration: Configuration,
  policy: ExclusionPolicy,
  stateBuffers: ReadonlyMap<string, number>,
): StateRules {
  const resolved = new Map<string, readonly ResolvedRule[]>();
  for (const [state, rules] of Object.entries({ ...policy.states, ...configuration.state_rules })) {
    const buffer = (rule: StateRule): number =>
      stateBuffers.get(state) ??
      rule.pre_window_exclusion_days ??
      configuration.timing.pre_window_exclusion_days;
    resolved.set(
      state,
      asList(rules).map((rule) => resolveRule(state, rule, buffer(rule))),
    );
  }
  const none: readonly ResolvedRule[] = [];
  return (state) => resolved.get(state) ?? none;
}
