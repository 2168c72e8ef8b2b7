import type { ExclusionPolicy, StateRule } from '../domain/exclusion/exclusion-policy.ts';
import { canonicalJson } from './content-hash.ts';
import { defaultConfiguration } from './defaults.ts';
import { describeState } from './describe-policy.ts';
import { listRules } from './list-rules.ts';

/** How one state's rules differ between two policies. */
export interface StateDifference {
  readonly state: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** The keys that differ (`window_after`); `rules` where the number of rules does. */
  readonly fields: readonly string[];
  /** The rules in words, before and after. */
  readonly before: string;
  readonly after: string;
}

function listFields(before: readonly StateRule[], after: readonly StateRule[]): string[] {
  if (before.length !== after.length) return ['rules'];
  const fields = before.flatMap((rule, index) => {
    const other = after[index] ?? rule;
    const names = [...new Set([...Object.keys(rule), ...Object.keys(other)])] as (keyof StateRule)[];
    return names.filter((name) => rule[name] !== other[name]);
  });
  return [...new Set(fields)];
}

/**
 * What differs between two exclusion policies, by state code (spec 3.2: `policy diff A B`). Empty if every state has
 * the same rules; names and versions of the policies are not compared.
 *
 * @param preWindowDays `timing.pre_window_exclusion_days` of the effective configuration; default 60
 */
export function diffPolicies(
  a: ExclusionPolicy,
  b: ExclusionPolicy,
  preWindowDays: number = defaultConfiguration.timing.pre_window_exclusion_days,
): StateDifference[] {
  const states = [...new Set([...Object.keys(a.states), ...Object.keys(b.states)])].sort();
  return states.flatMap((state): StateDifference[] => {
    const before = listRules(a.states[state]);
    const after = listRules(b.states[state]);
    if (canonicalJson(before) === canonicalJson(after)) return [];
    const change = before.length === 0 ? 'added' : after.length === 0 ? 'removed' : 'changed';
    const describe = (rules: readonly StateRule[]): string => describeState(state, rules, preWindowDays);
    const fields = listFields(before, after);
    return [{ state, change, fields, before: describe(before), after: describe(after) }];
  });
}
