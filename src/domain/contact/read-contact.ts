import { readDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Contact, ContactIssue, ContactIssueKind, ContactRecord } from './contact.ts';
import { isEmailAddress } from './email-address.ts';
import { findSuppressions, type SuppressionList, toSuppression } from './suppression.ts';
import { readZipCode, type ZipTable } from './zip-code.ts';

/** What {@link readContact} judges by. */
export interface ContactRules {
  readonly today: EpochDay;
  readonly stateOfZip: ZipTable;
  readonly suppressions: SuppressionList;
}

const noIssues: readonly ContactIssue[] = [];
/** Text of people can be a megabyte long; a detail is for reading. */
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Collects issues; most contacts have none and share one empty list. */
class IssueList {
  found: ContactIssue[] | undefined;

  add(issue: ContactIssueKind, detail: string): void {
    this.found ??= [];
    this.found.push({ issue, detail });
  }
}

/** Most texts begin with a printable character of ASCII: only of the others need it be worked out. */
const beginsPrintably = (text: string): boolean => text.charCodeAt(0) > 0x20 && text.charCodeAt(0) < 0x7f;

const isBlank = (text: string | null): text is null | '' =>
  text === null || (!beginsPrintably(text) && text.trim() === '');

function checkEmail(email: string | null, issues: IssueList): boolean {
  if (isBlank(email)) issues.add('missing_email', 'no email address');
  else if (isEmailAddress(email)) return true;
  else issues.add('invalid_email', `${shown(email)} is not an email address`);
  return false;
}

function findState(zipCode: string | null, stateOfZip: ZipTable, issues: IssueList): string {
  if (isBlank(zipCode)) {
    issues.add('missing_zip', 'no ZIP');
    return '';
  }
  const zip = readZipCode(zipCode);
  const state = zip === undefined ? undefined : stateOfZip(zip);
  if (zip === undefined) issues.add('invalid_zip', `${shown(zipCode)} is not a ZIP`);
  else if (state === undefined) issues.add('unknown_zip', `ZIP ${zip} is not in the ZIP table`);
  return state ?? '';
}

/** `contacts.state`, trimmed and in capitals. */
const readDeclaredState = (declared: string | null, state: string): string =>
  declared === state ? state : (declared ?? '').trim().toUpperCase();

function checkDate(text: string | null, kind: ContactIssueKind, issues: IssueList): EpochDay | undefined {
  if (isBlank(text)) return undefined;
  const date = readDate(text);
  if (date === undefined) issues.add(kind, `${shown(text)} is not a date`);
  return date;
}

function checkBirthDate(text: string | null, today: EpochDay, issues: IssueList): EpochDay | undefined {
  const date = checkDate(text, 'invalid_birth_date', issues);
  if (date === undefined || date <= today) return date;
  issues.add('future_birth_date', `birth date ${String(text).slice(0, 10)} lies ahead`);
  return undefined;
}

/**
 * Judges a contact's data (spec 2.2): eligible or not, its state, its dates, its suppression, and what is wrong
 * with it. `window_anchor_missing` and `campaign_trigger_missing` are found where those rules are.
 */
export function readContact(record: ContactRecord, rules: ContactRules): Contact {
  const issues = new IssueList();
  const hasEmail = checkEmail(record.email, issues);
  const state = findState(record.zipCode, rules.stateOfZip, issues);
  const eligible = hasEmail && state !== '';
  const declaredState = readDeclaredState(record.state, state);
  const suppressedBy = findSuppressions(record.email ?? '', record.status ?? '', rules.suppressions);
  const contact: Contact = {
    id: record.id,
    eligible,
    state,
    declaredState,
    birthDate: checkBirthDate(record.birthDate, rules.today, issues),
    effectiveDate: checkDate(record.effectiveDate, 'invalid_effective_date', issues),
    hasPhone: !isBlank(record.phoneNumber),
    suppression: toSuppression(suppressedBy),
    suppressedBy,
    issues: noIssues,
  };
  if (eligible && declaredState !== '' && declaredState !== state) {
    issues.add('state_mismatch', `state ${shown(declaredState)}, but the ZIP lies in ${state}`);
  }
  return issues.found === undefined ? contact : { ...contact, issues: issues.found };
}
