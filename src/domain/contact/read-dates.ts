import { anniversary } from '../calendar/anniversary.ts';
import { formatDate, readDate } from '../calendar/date-text.ts';
import { type EpochDay, toEpochDay, yearOf } from '../calendar/epoch-day.ts';
import { isBlank } from '../text/compared-text.ts';
import type { ContactIssueKind } from './contact.ts';
import { type IssueList, shown } from './issue-list.ts';

/** Spreadsheets write their zero as this date; it is neither a birth date nor the start of a policy (spec 2.2). */
const zeroOfSpreadsheets = toEpochDay(1900, 1, 1);
const longestLife = 120;
/** Younger people need not be asked for the day. */
const surelyPlausibleDays = 43_000;

const allowed = 'write YYYY-MM-DD, such as 1954-01-23';

function checkDate(text: string | null, kind: ContactIssueKind, issues: IssueList): EpochDay | undefined {
  if (isBlank(text)) return undefined;
  const date = readDate(text);
  if (date === undefined) issues.add(kind, `${shown(text)} is not a date; ${allowed}`);
  return date;
}

const isTooOld = (date: EpochDay, today: EpochDay): boolean =>
  today - date > surelyPlausibleDays && anniversary(date, yearOf(date) + longestLife) < today;

/** Can a person who lives today have this birth date (spec 2.2)? */
export const isPlausibleBirthDate = (date: EpochDay, today: EpochDay): boolean =>
  date <= today && date > zeroOfSpreadsheets && !isTooOld(date, today);

/** The birth date; one that cannot be is absent (spec 2.2). */
export function readBirthDate(text: string | null, today: EpochDay, issues: IssueList): EpochDay | undefined {
  const date = checkDate(text, 'invalid_birth_date', issues);
  if (date === undefined) return undefined;
  if (date > today) {
    issues.add(
      'future_birth_date',
      `birth date ${formatDate(date)} is in the future; write a date up to ${formatDate(today)}`,
    );
    return undefined;
  }
  if (!isPlausibleBirthDate(date, today)) {
    const what = `birth date ${formatDate(date)} cannot be right`;
    issues.add(
      'implausible_birth_date',
      `${what}; write one after 1900-01-01 and at most ${longestLife} years ago, or leave it empty`,
    );
    return undefined;
  }
  return date;
}

/** The effective date; one that cannot be is absent (spec 2.2). */
export function readEffectiveDate(
  text: string | null,
  birthDate: EpochDay | undefined,
  issues: IssueList,
): EpochDay | undefined {
  const date = checkDate(text, 'invalid_effective_date', issues);
  if (date === undefined) return undefined;
  if (date > zeroOfSpreadsheets && (birthDate === undefined || date >= birthDate)) return date;
  const what = `effective date ${formatDate(date)} cannot be right`;
  issues.add(
    'implausible_effective_date',
    `${what}; write one after 1900-01-01 and not before the birth date, or leave it empty`,
  );
  return undefined;
}
