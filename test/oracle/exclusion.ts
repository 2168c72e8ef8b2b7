import { anniversary, type Day, partsOf, readDate } from './calendar.ts';
import type { Contact } from './contact.ts';
import type { StateRule } from './oracle-case.ts';
import type { World } from './world.ts';

/** A span of dates, both ends included. */
export interface Span {
  start: Day;
  end: Day;
}

/** Spec 2.3: when a contact gets no mail that respects windows. */
export interface Exclusion {
  /** A rule needs a date that is absent: the issue `window_anchor_missing`. */
  anchorMissing: boolean;
  /** False if nobody can tell where the windows lie and mail is withheld for that. */
  known: boolean;
  /** Merged; without year-round rules and without the time from the 76th birthday on. */
  windows: Span[];
  yearRound: Span[];
  /** From the 76th birthday on, for rules with `age_76_plus`. */
  age76: Span[];
  isExcluded(day: Day): boolean;
}

/** Windows are computed for so many years after the horizon; one that reaches the last of them has no end. */
const yearsAhead = 40;
const always: Span = { start: -Infinity, end: Infinity };

export function exclusionOf(contact: Contact, world: World): Exclusion {
  const rules = rulesOf(contact, world);
  const lastYear = partsOf(world.horizon).year + yearsAhead;
  const anchorMissing = rules.some((rule) => needsMissingDate(rule, contact, world));
  const isRuleUnknown = world.config.on_state_mismatch === 'strictest' && contact.isDeclaredStateUnknown;
  const isWithheld = (anchorMissing || isRuleUnknown) && world.config.on_missing_anchor === 'withhold';

  const windows = merge(rules.flatMap((rule) => windowsOf(rule, contact, lastYear, world)));
  const yearRound = rules.filter((rule) => rule.type === 'year_round').map(effectivePeriodOf);
  const age76 = rules.flatMap((rule) => age76Of(rule, contact, world));

  const spans = [...windows, ...yearRound, ...age76];
  return {
    anchorMissing,
    known: !isWithheld,
    windows,
    yearRound,
    age76,
    isExcluded: (day) => spans.some((span) => contains(span, day)),
  };
}

export function contains(span: Span, day: Day): boolean {
  return span.start <= day && day <= span.end;
}

/** Whether a window goes on for as long as anybody looks: there is no day after it. */
export function isEndless(span: Span, world: World): boolean {
  return partsOf(span.end).year >= partsOf(world.horizon).year + yearsAhead;
}

function rulesOf(contact: Contact, world: World): StateRule[] {
  const states = [contact.state ?? ''];
  const { declaredState } = contact;
  if (world.config.on_state_mismatch === 'strictest' && declaredState !== contact.state)
    states.push(declaredState ?? '');
  return states.flatMap((state) => world.rulesByState.get(state) ?? []);
}

function needsMissingDate(rule: StateRule, contact: Contact, world: World): boolean {
  if (world.readings.anchorNeeded === 'by_rules_in_effect' && effectivePeriodOf(rule).end < world.today)
    return false;
  if (rule.type === 'birthday_window' && contact.birthDate === null) return true;
  if (rule.type === 'effective_date_window' && contact.effectiveDate === null) return true;
  return rule.age_76_plus === true && contact.birthDate === null;
}

function windowsOf(rule: StateRule, contact: Contact, lastYear: number, world: World): Span[] {
  if (rule.type === 'year_round') return [];
  const anchorDate = rule.type === 'birthday_window' ? contact.birthDate : contact.effectiveDate;
  if (anchorDate === null) return [];
  const before =
    (rule.window_before ?? 0) +
    (rule.pre_window_exclusion_days ?? world.config.timing.pre_window_exclusion_days);
  const after = rule.window_after ?? 0;
  const windows: Span[] = [];
  for (let year = partsOf(anchorDate).year; year <= lastYear; year += 1) {
    const ownAnchor = anniversary(anchorDate, year);
    const anchor = rule.use_month_start ? ownAnchor - partsOf(ownAnchor).dayOfMonth + 1 : ownAnchor;
    const compared = world.readings.effectivePeriodOfAnchor === 'after_month_start' ? anchor : ownAnchor;
    if (contains(effectivePeriodOf(rule), compared))
      windows.push({ start: anchor - before, end: anchor + after });
  }
  return windows;
}

function age76Of(rule: StateRule, contact: Contact, world: World): Span[] {
  if (rule.age_76_plus !== true || contact.birthDate === null) return [];
  const from = anniversary(contact.birthDate, partsOf(contact.birthDate).year + 76);
  const period = effectivePeriodOf(rule);
  switch (world.readings.effectivePeriodOfAge) {
    case 'bars_dates_between': {
      const start = Math.max(from, period.start);
      return start <= period.end ? [{ start, end: period.end }] : [];
    }
    case 'by_76th_birthday':
      return contains(period, from) ? [{ start: from, end: Infinity }] : [];
    case 'unbounded':
      return [{ start: from, end: Infinity }];
  }
}

function effectivePeriodOf(rule: StateRule): Span {
  return {
    start: readDate(rule.effective_from) ?? always.start,
    end: readDate(rule.effective_to) ?? always.end,
  };
}

/** Overlapping or adjacent windows are one window. */
function merge(windows: Span[]): Span[] {
  const merged: Span[] = [];
  for (const window of [...windows].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last !== undefined && window.start <= last.end + 1) last.end = Math.max(last.end, window.end);
    else merged.push({ ...window });
  }
  return merged;
}
