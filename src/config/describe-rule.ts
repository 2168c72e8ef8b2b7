import type { StateRule } from '../domain/exclusion/exclusion-policy.ts';

const countDays = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

function describeStart(rule: StateRule, buffer: number, anchor: string): string {
  const before = rule.window_before ?? 0;
  if (before + buffer === 0) return `from the ${anchor}`;
  const parts = buffer === 0 ? '' : ` (${before}, and ${buffer} of pre-window exclusion)`;
  return `from ${countDays(before + buffer)} before the ${anchor}${parts}`;
}

function describeEnd(rule: StateRule): string {
  const after = rule.window_after ?? 0;
  return after === 0 ? 'to that day itself' : `to ${countDays(after)} after it`;
}

function describeWindow(rule: StateRule, buffer: number): string {
  if (rule.type === 'year_round') return 'every date is excluded';
  const date = rule.type === 'birthday_window' ? 'birthday' : 'policy anniversary';
  const anchor = rule.use_month_start ? `first of the month of the ${date}` : date;
  return `excluded ${describeStart(rule, buffer, anchor)} ${describeEnd(rule)}`;
}

function describePeriod({ type, effective_from: from, effective_to: to }: StateRule): string {
  if (from === undefined && to === undefined) return '';
  const start = from === undefined ? '' : ` from ${from}`;
  const end = to === undefined ? '' : ` up to ${to}`;
  return type === 'year_round' ? `, for dates${start}${end}` : `, for anchor dates${start}${end}`;
}

/**
 * One state rule in words, without the state (spec 3.2).
 *
 * @param preWindowDays the days before the window that count where the rule names none: `timing.pre_window_exclusion_days`
 * @example describeRule({ type: 'birthday_window', window_before: 30, window_after: 60 }, 60)
 * // excluded from 90 days before the birthday (30, and 60 of pre-window exclusion) to 60 days after it
 */
export function describeRule(rule: StateRule, preWindowDays: number): string {
  const window = describeWindow(rule, rule.pre_window_exclusion_days ?? preWindowDays);
  const age = rule.age_76_plus ? '; every date from the 76th birthday on too' : '';
  return `${window}${describePeriod(rule)}${age}`;
}
