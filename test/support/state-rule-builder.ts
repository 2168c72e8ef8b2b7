import type { ResolvedRule } from '../../src/domain/exclusion/state-rules.ts';
import { day } from './day-builder.ts';

type Dates = 'effectiveFrom' | 'effectiveTo';

/** Dates are given as `YYYY-MM-DD`. */
export type RuleOptions = Partial<Omit<ResolvedRule, Dates>> & { readonly [Key in Dates]?: string };

/** A birthday window of California's length: 30 days and the usual buffer of 60 before, 60 after. */
export function buildRule(options: RuleOptions = {}): ResolvedRule {
  const { effectiveFrom, effectiveTo, ...others } = options;
  return {
    type: 'birthday_window',
    state: 'CA',
    before: 90,
    after: 60,
    useMonthStart: false,
    age76Plus: false,
    effectiveFrom: effectiveFrom === undefined ? undefined : day(effectiveFrom),
    effectiveTo: effectiveTo === undefined ? undefined : day(effectiveTo),
    ...others,
  };
}
