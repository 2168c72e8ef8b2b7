import { isDate } from './input/is-date.ts';
import type { Finding, KeyPath } from './input/problem.ts';

type Unchecked = Readonly<Record<string, unknown>>;

const isGroup = (value: unknown): value is Unchecked =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pad = (value: number): string => String(value).padStart(2, '0');

/** A day of the year as a number that sorts, 101 to 1231; `undefined` for anything else. */
function readMonthDay(value: unknown): number | undefined {
  if (!isGroup(value) || typeof value.month !== 'number' || typeof value.day !== 'number') return undefined;
  const { month, day } = value;
  return isDate(`2000-${pad(month)}-${pad(day)}`) ? month * 100 + day : undefined;
}

const formatMonthDay = (monthDay: number): string =>
  `${pad(Math.floor(monthDay / 100))}-${pad(monthDay % 100)}`;

function findAepProblems(aep: unknown): Finding[] {
  if (!isGroup(aep) || !Array.isArray(aep.dates)) return [];
  const last = readMonthDay(aep.last_send);
  if (last === undefined) return [];
  return aep.dates.flatMap((value: unknown, index): Finding[] => {
    const date = readMonthDay(value);
    if (date === undefined || date <= last) return [];
    const message = `aep.dates[${index}] ${formatMonthDay(date)} is after aep.last_send ${formatMonthDay(last)}; use a date up to last_send, or set a later last_send`;
    return [{ path: ['aep', 'dates', index], at: 'value', code: 'AEP_AFTER_LAST_SEND', message }];
  });
}

function findPeriodProblems(rule: Unchecked, path: KeyPath, name: string): Finding[] {
  const { effective_from: from, effective_to: to } = rule;
  if (typeof from !== 'string' || typeof to !== 'string' || !isDate(from) || !isDate(to) || from <= to)
    return [];
  const message = `${name} is effective from ${from}, after its effective_to ${to}; exchange the two, or remove one`;
  return [{ path: [...path, 'effective_from'], at: 'value', code: 'FROM_AFTER_TO', message }];
}

/** Problems between the keys of each state's rule or rules, under `prefix` (`states`, `state_rules`). */
export function findStateRuleProblems(states: unknown, prefix: string): Finding[] {
  if (!isGroup(states)) return [];
  return Object.entries(states).flatMap(([state, entry]) => {
    const isList = Array.isArray(entry);
    return (isList ? entry : [entry]).flatMap((rule: unknown, index): Finding[] => {
      if (!isGroup(rule)) return [];
      const path = isList ? [prefix, state, index] : [prefix, state];
      const name = isList ? `${prefix}.${state}[${index}]` : `${prefix}.${state}`;
      return [...findPeriodProblems(rule, path, name)];
    });
  });
}

/**
 * What is wrong between keys that may each be right (spec 3.2): an AEP date after `last_send`, a rule that ends before it begins.
 * Takes unchecked values, so that one list holds these and every other problem of a file.
 */
export function findCombinationProblems(values: unknown): Finding[] {
  if (!isGroup(values)) return [];
  return [...findAepProblems(values.aep), ...findStateRuleProblems(values.state_rules, 'state_rules')];
}
