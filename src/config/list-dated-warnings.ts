import { dayInYear } from '../domain/calendar/anniversary.ts';
import { formatDate, readDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay, yearOf } from '../domain/calendar/epoch-day.ts';
import type { Configuration } from '../domain/configuration.ts';
import type { ExclusionPolicy, StateRule } from '../domain/exclusion/exclusion-policy.ts';
import { listRules } from './list-rules.ts';
import { stateNames } from './state-names.ts';

/** The coming or present AEP season must be among the configured years. */
function warnOfSeason({ aep }: Configuration, today: EpochDay): string[] {
  if (aep.years === 'every' || aep.years.length === 0) return [];
  const lastSend = dayInYear(aep.last_send.month, aep.last_send.day, yearOf(today));
  const season = lastSend >= today ? yearOf(today) : yearOf(today) + 1;
  if (aep.years.includes(season)) return [];
  return [
    `NO_AEP_YEAR: aep.years has no ${season}, the coming season; no AEP mail will go out then; add the year, or write every`,
  ];
}

const isInForce = (rule: StateRule, date: EpochDay): boolean =>
  (readDate(rule.effective_from) ?? date) <= date && (readDate(rule.effective_to) ?? date) >= date;

/** A rule that ends without another that takes over leaves its state without windows. */
function warnOfExpiry(
  state: string,
  rules: readonly StateRule[],
  today: EpochDay,
  horizonEnd: EpochDay,
): string[] {
  return rules.flatMap((rule) => {
    const end = readDate(rule.effective_to);
    if (end === undefined || end > horizonEnd) return [];
    const next = addDays(end, 1);
    if (rules.some((other) => other !== rule && isInForce(other, end < today ? today : next))) return [];
    const message = `the rule of ${state} ${end < today ? 'ended' : 'ends'} on ${formatDate(end)} and no other follows; write one, or extend effective_to`;
    return [`${end < today ? 'RULE_EXPIRED' : 'RULE_EXPIRES'}: ${message}`];
  });
}

const windowDays = (rule: StateRule, preWindowDays: number): number =>
  (rule.window_before ?? 0) +
  (rule.pre_window_exclusion_days ?? preWindowDays) +
  (rule.window_after ?? 0) +
  1;

const coversYear = (rule: StateRule, preWindowDays: number): boolean =>
  rule.type === 'year_round' || windowDays(rule, preWindowDays) >= 365;

function warnOfLongWindows(state: string, rules: readonly StateRule[], preWindowDays: number): string[] {
  return rules
    .filter((rule) => rule.type !== 'year_round' && coversYear(rule, preWindowDays))
    .map(
      (rule) =>
        `RULE_COVERS_YEAR: the windows of ${state} last ${windowDays(rule, preWindowDays)} days and leave none free; if that is meant, use type year_round`,
    );
}

/** Lengths that only a rule with an anchor date has a use for. */
const anchorKeys = ['window_before', 'window_after', 'pre_window_exclusion_days', 'use_month_start'] as const;

function warnOfIdleLengths(state: string, rules: readonly StateRule[]): string[] {
  return rules.flatMap((rule) => {
    if (rule.type === 'year_round') {
      const idle = anchorKeys.filter((key) => rule[key]);
      const message = `the year-round rule of ${state} has ${idle.join(', ')}, which means nothing there`;
      return idle.length === 0 ? [] : [`IDLE_KEY: ${message}; remove it, or choose another type`];
    }
    if ((rule.window_before ?? 0) !== 0 || (rule.window_after ?? 0) !== 0) return [];
    const message = `the window of ${state} is the anchor date and the days of the buffer before it, no more`;
    return [`EMPTY_WINDOW: ${message}; set window_before or window_after if that is not meant`];
  });
}

const territories: ReadonlySet<string> = new Set([
  ...['AS', 'FM', 'GU', 'MH', 'MP', 'PR', 'PW', 'VI'],
  ...['AA', 'AE', 'AP'],
]);

/**
 * Warnings that depend on the date or on the policy: an AEP season that no year covers, a rule that ends within the
 * horizon, windows that leave no date free, or hold one date only, a policy that excludes every date. Each line starts with a code.
 */
export function listDatedWarnings(
  configuration: Configuration,
  policy: ExclusionPolicy,
  today: EpochDay,
): string[] {
  const preWindowDays = configuration.timing.pre_window_exclusion_days;
  const horizonEnd = addDays(today, configuration.horizon_days);
  const states = Object.entries({ ...policy.states, ...configuration.state_rules });
  const closed = new Set<string>();
  const warnings = states.flatMap(([state, entry]) => {
    const rules = listRules(entry);
    if (rules.some((rule) => isInForce(rule, today) && coversYear(rule, preWindowDays))) closed.add(state);
    return [
      ...warnOfExpiry(state, rules, today, horizonEnd),
      ...warnOfLongWindows(state, rules, preWindowDays),
      ...warnOfIdleLengths(state, rules),
    ];
  });
  const home = Object.keys(stateNames).filter((state) => !territories.has(state));
  if (home.every((state) => closed.has(state))) {
    warnings.push(
      `POLICY_EXCLUDES_ALL: policy ${policy.name} excludes every date in every state; no mail that respects windows will go out`,
    );
  }
  return [...warnOfSeason(configuration, today), ...warnings];
}
