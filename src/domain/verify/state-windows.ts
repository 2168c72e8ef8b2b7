import type { StateRule } from '../exclusion/exclusion-policy.ts';
import { anniversaryIn, civilDateOf, readDate } from './civil-date.ts';
import type { VerifiedContact, VerifyRules } from './verified-plan.ts';

/** A state rule with every default filled in (spec 2.3); lengths are days, dates epoch days. */
interface ResolvedRule {
  readonly type: StateRule['type'];
  /** From the anchor back to the window's first date, the pre-window buffer included. */
  readonly daysBefore: number;
  readonly daysAfter: number;
  readonly startsWithMonth: boolean;
  readonly barsFromAge76: boolean;
  /** In force from this date to the next, both included; infinite where the rule does not say (spec 3.2). */
  readonly from: number;
  readonly to: number;
}

/** Tells which dates are excluded for a contact, from the rules of its states and its own dates (spec 2.3). */
export interface StateWindows {
  /** False for most contacts: then nothing else has to be asked. */
  hasRules(contact: VerifiedContact): boolean;
  /** A rule needs a date that the contact does not have, or one of its states is unknown. */
  areUnknown(contact: VerifiedContact): boolean;
  /** The date is the 76th birthday or later where a rule bars what follows it, in effect or not. */
  barsForAge(contact: VerifiedContact, date: number): boolean;
  /** Any rule of any of the contact's states bars the date. A rule whose anchor is absent bars nothing. */
  exclude(contact: VerifiedContact, date: number): boolean;
}

const noRules: readonly ResolvedRule[] = [];

/** Among a contact's states: a declared one that is not a state, so that it is not known which rules count (spec 2.3). */
const unknownState = '?';

/** Resolves all rules once; after that a contact of a state without rules costs one look-up per state. */
export function createStateWindows(rules: VerifyRules): StateWindows {
  const rulesByState = resolveRules(rules);
  const rulesOf = (state: string) => rulesByState.get(state) ?? noRules;
  return {
    hasRules: (contact) => contact.states.some((state) => state === unknownState || rulesByState.has(state)),
    areUnknown: (contact) =>
      contact.states.some(
        (state) => state === unknownState || rulesOf(state).some((rule) => needsAbsentDate(rule, contact)),
      ),
    barsForAge: (contact, date) =>
      contact.states.some((state) =>
        rulesOf(state).some((rule) => rule.barsFromAge76 && isFromAge76(contact.birthDate, date)),
      ),
    exclude: (contact, date) =>
      contact.states.some((state) => rulesOf(state).some((rule) => bars(rule, contact, date))),
  };
}

/** The policy's rules; the configuration's replace those of the states they name, null: no rule (spec 3.2). */
function resolveRules({ policy, configuration, stateBuffers }: VerifyRules): Map<string, ResolvedRule[]> {
  const resolved = new Map<string, ResolvedRule[]>();
  const { pre_window_exclusion_days } = configuration.timing;
  for (const [state, rules] of Object.entries({ ...policy.states, ...configuration.state_rules })) {
    const list = rules === null ? [] : [rules].flat();
    const buffer = stateBuffers.get(state);
    const resolve = (rule: StateRule) =>
      resolveRule(rule, buffer ?? rule.pre_window_exclusion_days ?? pre_window_exclusion_days);
    if (list.length > 0) resolved.set(state, list.map(resolve));
  }
  return resolved;
}

function resolveRule(rule: StateRule, bufferDays: number): ResolvedRule {
  return {
    type: rule.type,
    daysBefore: (rule.window_before ?? 0) + bufferDays,
    daysAfter: rule.window_after ?? 0,
    startsWithMonth: rule.use_month_start ?? false,
    barsFromAge76: rule.age_76_plus ?? false,
    from: rule.effective_from === undefined ? Number.NEGATIVE_INFINITY : readDate(rule.effective_from),
    to: rule.effective_to === undefined ? Number.POSITIVE_INFINITY : readDate(rule.effective_to),
  };
}

function needsAbsentDate(rule: ResolvedRule, contact: VerifiedContact): boolean {
  const isAnchorAbsent = rule.type !== 'year_round' && anchorDayOf(rule, contact) === undefined;
  return isAnchorAbsent || (rule.barsFromAge76 && contact.birthDate === undefined);
}

/** `effective_from` and `effective_to` bound windows by their anchor, year-round rules and age_76_plus by the date. */
function bars(rule: ResolvedRule, contact: VerifiedContact, date: number): boolean {
  const isInEffect = rule.from <= date && date <= rule.to;
  if (rule.type === 'year_round' && isInEffect) return true;
  if (rule.barsFromAge76 && isInEffect && isFromAge76(contact.birthDate, date)) return true;
  const anchorDay = anchorDayOf(rule, contact);
  return anchorDay !== undefined && isInWindow(rule, anchorDay, date);
}

/** The date whose anniversaries anchor the rule's windows; undefined where there is none. */
function anchorDayOf(rule: ResolvedRule, contact: VerifiedContact): number | undefined {
  if (rule.type === 'year_round') return undefined;
  return rule.type === 'birthday_window' ? contact.birthDate : contact.effectiveDate;
}

function isFromAge76(birthDay: number | undefined, date: number): boolean {
  if (birthDay === undefined) return false;
  const birth = civilDateOf(birthDay);
  return date >= anniversaryIn(birth, birth.year + 76);
}

/**
 * A window that holds the date has its anchor in [date - daysAfter, date + daysBefore], so only the years of that span
 * are looked at, whatever the window's length. Whether windows merge makes no difference to which dates they hold.
 */
function isInWindow(rule: ResolvedRule, anchorDay: number, date: number): boolean {
  const anchorDate = civilDateOf(anchorDay);
  const monthDay = rule.startsWithMonth ? { month: anchorDate.month, day: 1 } : anchorDate;
  const year = civilDateOf(date).year;
  const lastYear = year + Math.ceil(rule.daysBefore / 365);
  const firstYear = Math.max(anchorDate.year, year - Math.ceil(rule.daysAfter / 365));
  for (let anchorYear = firstYear; anchorYear <= lastYear; anchorYear++) {
    if (holds(rule, anniversaryIn(monthDay, anchorYear), date)) return true;
  }
  return false;
}

/** The window of an anchor in force holds the date, both ends included. */
function holds(rule: ResolvedRule, anchor: number, date: number): boolean {
  const isInForce = rule.from <= anchor && anchor <= rule.to;
  return isInForce && anchor - rule.daysBefore <= date && date <= anchor + rule.daysAfter;
}
