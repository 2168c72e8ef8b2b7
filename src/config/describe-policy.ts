import type { ExclusionPolicy, StateRule } from '../domain/exclusion/exclusion-policy.ts';
import { defaultConfiguration } from './defaults.ts';
import { describeRule } from './describe-rule.ts';
import { listRules } from './list-rules.ts';
import { stateNames } from './state-names.ts';

/** One state of an exclusion policy in words. */
export interface StateDescription {
  readonly state: string;
  /** `California (CA): excluded from ...` */
  readonly sentence: string;
  /** Where the rules come from; empty if they do not say. */
  readonly citations: readonly string[];
}

/** A state's rules as one sentence. */
export function describeState(state: string, rules: readonly StateRule[], preWindowDays: number): string {
  const name = stateNames[state];
  const label = name === undefined ? state : `${name} (${state})`;
  if (rules.length === 0) return `${label}: no exclusion windows.`;
  return `${label}: ${rules.map((rule) => describeRule(rule, preWindowDays)).join('; and ')}.`;
}

/**
 * Each state's rule of a policy in a sentence, by state code (spec 3.2: `policy show`). States that are not listed have
 * no exclusion windows. Speaks of the organisation's policy only, never of what a law says.
 *
 * @param preWindowDays `timing.pre_window_exclusion_days` of the effective configuration; default 60
 */
export function describePolicy(
  policy: ExclusionPolicy,
  preWindowDays: number = defaultConfiguration.timing.pre_window_exclusion_days,
): StateDescription[] {
  return Object.entries(policy.states)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([state, entry]) => {
      const rules = listRules(entry);
      const citations = rules.flatMap(({ citation }) => (citation === undefined ? [] : [citation]));
      return { state, sentence: describeState(state, rules, preWindowDays), citations };
    });
}
