import { dayInYear } from '../calendar/anniversary.ts';
import { formatDate } from '../calendar/date-text.ts';
import { addDays, type EpochDay, maxDay, toEpochDay, toYearMonthDay, yearOf } from '../calendar/epoch-day.ts';
import type { ResolvedRule } from './state-rules.ts';

/** The first and the last date of what an unlimited rule bars. */
export const beginningOfTime = toEpochDay(0, 1, 1);
export const endOfTime = toEpochDay(9999, 12, 31);

/** A span of excluded dates, both ends included; `endOfTime` where it never ends. */
export interface ExclusionWindow {
  readonly start: EpochDay;
  readonly end: EpochDay;
  /** The rule, for people: `CA birthday window`. */
  readonly rule: string;
  /** A `year_round` or `age_76_plus` rule is part of it, so no mail follows its end (spec 2.7). */
  readonly yearRound: boolean;
}

/** One source of excluded dates: the window that holds a date, if it has one. */
type WindowSource = (date: EpochDay) => ExclusionWindow | undefined;

/** Which dates are excluded for one contact (spec 2.3). */
export class ContactWindows {
  /** A rule needs a date that the contact lacks. */
  readonly anchorMissing: boolean;
  /** The 76th birthday where `age_76_plus` counts, else `endOfTime`. */
  readonly birthday76: EpochDay;
  readonly #sources: readonly WindowSource[];

  constructor(sources: readonly WindowSource[], anchorMissing: boolean, birthday76: EpochDay) {
    this.#sources = sources;
    this.anchorMissing = anchorMissing;
    this.birthday76 = birthday76;
  }

  /** No rule bars any date. */
  get isEmpty(): boolean {
    return this.#sources.length === 0;
  }

  /** True where no mail that respects windows may go out. */
  isExcluded(date: EpochDay): boolean {
    for (const source of this.#sources) if (source(date) !== undefined) return true;
    return false;
  }

  /** The merged window that holds a date: overlapping or adjacent windows are one (spec 2.3). */
  windowAt(date: EpochDay): ExclusionWindow | undefined {
    const first = this.#find(date);
    if (first === undefined) return undefined;
    let { start, end, yearRound } = first;
    for (let found = this.#beyond(start, -1); found; found = this.#beyond(start, -1)) {
      start = found.start;
      yearRound ||= found.yearRound;
    }
    for (let found = this.#beyond(end, 1); found; found = this.#beyond(end, 1)) {
      end = found.end;
      yearRound ||= found.yearRound;
    }
    return { start, end, rule: first.rule, yearRound };
  }

  #find(date: EpochDay): ExclusionWindow | undefined {
    for (const source of this.#sources) {
      const found = source(date);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The window that goes on where a span ends (step 1) or starts (step -1). */
  #beyond(edge: EpochDay, step: 1 | -1): ExclusionWindow | undefined {
    if (edge <= beginningOfTime || edge >= endOfTime) return undefined;
    return this.#find(addDays(edge, step));
  }
}

const ruleName = (rule: ResolvedRule, window: string): string => `${rule.state} ${window}`;

/** The windows around the anniversaries of an anchor date, from its own year on (spec 2.3). */
function anchoredSource(rule: ResolvedRule, anchor: EpochDay, name: string): WindowSource {
  const { year: firstYear, month, day } = toYearMonthDay(anchor);
  const { before, after, effectiveFrom = beginningOfTime, effectiveTo = endOfTime } = rule;
  const dayOfMonth = rule.useMonthStart ? 1 : day;
  return (date) => {
    const lastYear = yearOf(addDays(date, before));
    for (let year = Math.max(firstYear, yearOf(addDays(date, -after))); year <= lastYear; year++) {
      const at = dayInYear(month, dayOfMonth, year);
      if (date < at - before || date > at + after || at < effectiveFrom || at > effectiveTo) continue;
      return { start: addDays(at, -before), end: addDays(at, after), rule: name, yearRound: false };
    }
    return undefined;
  };
}

function spanSource(window: ExclusionWindow): WindowSource {
  return (date) => (date >= window.start && date <= window.end ? window : undefined);
}

function yearRoundSource(rule: ResolvedRule): WindowSource {
  return spanSource({
    start: rule.effectiveFrom ?? beginningOfTime,
    end: rule.effectiveTo ?? endOfTime,
    rule: ruleName(rule, 'year-round exclusion'),
    yearRound: true,
  });
}

/** Every date from the 76th birthday on, while the rule is in effect. */
function age76Source(rule: ResolvedRule, birthday76: EpochDay): WindowSource {
  return spanSource({
    start: maxDay(birthday76, rule.effectiveFrom ?? beginningOfTime),
    end: rule.effectiveTo ?? endOfTime,
    rule: ruleName(rule, 'age 76 and over'),
    yearRound: true,
  });
}

const noWindows = new ContactWindows([], false, endOfTime);

/**
 * The windows of a contact under the rules of its state (spec 2.3). An absent anchor date leaves the rule without
 * windows and sets `anchorMissing`; `on_missing_anchor` decides what follows from it.
 */
export function findContactWindows(
  rules: readonly ResolvedRule[],
  birthDate: EpochDay | undefined,
  effectiveDate: EpochDay | undefined,
): ContactWindows {
  if (rules.length === 0) return noWindows;
  const sources: WindowSource[] = [];
  let anchorMissing = false;
  let birthday76 = endOfTime;
  for (const rule of rules) {
    const anchor = rule.type === 'birthday_window' ? birthDate : effectiveDate;
    if (rule.type === 'year_round') sources.push(yearRoundSource(rule));
    else if (anchor === undefined) anchorMissing = true;
    else {
      const window = rule.type === 'birthday_window' ? 'birthday window' : 'effective date window';
      sources.push(anchoredSource(rule, anchor, ruleName(rule, window)));
    }
    if (!rule.age76Plus) continue;
    if (birthDate === undefined) anchorMissing = true;
    else {
      const { year, month, day } = toYearMonthDay(birthDate);
      birthday76 = dayInYear(month, day, year + 76);
      sources.push(age76Source(rule, birthday76));
    }
  }
  return new ContactWindows(sources, anchorMissing, birthday76);
}

/** A window for people: `CA birthday window 2027-03-17..2027-08-14`. */
export function describeWindow(window: ExclusionWindow): string {
  const start = window.start <= beginningOfTime ? '' : formatDate(window.start);
  const end = window.end >= endOfTime ? '' : formatDate(window.end);
  return start === '' && end === '' ? window.rule : `${window.rule} ${start}..${end}`;
}
