import type { EpochDay } from '../calendar/epoch-day.ts';
import { isBlank } from '../text/compared-text.ts';
import type { Contact, ContactIssue, ContactRecord } from './contact.ts';
import type { Duplicates, ReusedIds } from './duplicates.ts';
import { isEmailAddress } from './email-address.ts';
import { IssueList, shown } from './issue-list.ts';
import { readBirthDate, readEffectiveDate } from './read-dates.ts';
import { readStateName } from './state-name.ts';
import { judgeStatus, readStatus, type SuppressionList, toSuppression } from './suppression.ts';
import { readZipCode, type ZipTable } from './zip-code.ts';

/** What {@link readContact} judges by. */
export interface ContactRules {
  readonly today: EpochDay;
  /** By the configuration's `zip_states`, else by the ZIP table. */
  readonly stateOfZip: ZipTable;
  /** The state of all ZIPs of the table that begin with the same three digits; undefined where they are in several. */
  readonly stateOfZipPrefix: ZipTable;
  readonly suppressions: SuppressionList;
  readonly duplicates: Duplicates;
  /** `on_duplicate` */
  readonly onDuplicate: 'withhold' | 'send';
  readonly reusedIds: ReusedIds;
}

const noIssues: readonly ContactIssue[] = [];
const noReasons: readonly string[] = [];

function checkEmail(email: string | null, issues: IssueList): boolean {
  if (isBlank(email)) issues.add('missing_email', 'no email address; write one, such as ann@example.com');
  else if (isEmailAddress(email)) return true;
  else
    issues.add(
      'invalid_email',
      `${shown(email)} is not an email address; write one, such as ann@example.com`,
    );
  return false;
}

const zipForm = 'write five digits, such as 75001 or 75001-1234';

function findState(zipCode: string | null, rules: ContactRules, issues: IssueList): string {
  if (isBlank(zipCode)) {
    issues.add('missing_zip', `no ZIP; ${zipForm}`);
    return '';
  }
  const zip = readZipCode(zipCode);
  if (zip === undefined) {
    issues.add('invalid_zip', `${shown(zipCode)} is not a ZIP; ${zipForm}`);
    return '';
  }
  return rules.stateOfZip(zip) ?? findStateByPrefix(zip, rules, issues);
}

/** New ZIPs appear each year: their state is taken from ZIPs with the same first digits. */
function findStateByPrefix(zip: string, rules: ContactRules, issues: IssueList): string {
  const state = rules.stateOfZipPrefix(zip);
  if (state === undefined) {
    issues.add(
      'unknown_zip',
      `ZIP ${zip} is not in the ZIP table; correct it, or name its state in zip_states`,
    );
    return '';
  }
  const all = `all ZIPs that begin with ${zip.slice(0, 3)} are in ${state}`;
  issues.add('zip_by_prefix', `ZIP ${zip} is not in the ZIP table; ${all}; name another state in zip_states`);
  return state;
}

/** The code of `contacts.state`; undefined where it is neither empty nor the code or name of a state. */
function readDeclaredState(declared: string | null, state: string): string | undefined {
  if (declared === state) return state;
  return isBlank(declared) ? '' : readStateName(declared);
}

/** SMS goes to numbers of at least so many digits (spec 2.4). */
const phoneDigits = 7;

function hasPhoneNumber(text: string | null): boolean {
  if (text === null) return false;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x30 && code <= 0x39 && ++digits === phoneDigits) return true;
  }
  return false;
}

/** The reasons of the contact's own status (spec 2.2). */
function findStatusReasons(
  record: ContactRecord,
  eligible: boolean,
  list: SuppressionList,
  issues: IssueList,
): readonly string[] {
  if (record.status !== null && list.plainActiveStatuses.has(record.status)) return noReasons;
  const status = readStatus(record.status);
  const verdict = judgeStatus(status, list);
  if (verdict === 'active') return noReasons;
  if (verdict === 'suppressed') return [status];
  if (eligible) {
    const what = `status ${shown(record.status ?? status)} is in neither active_statuses nor suppressed_statuses`;
    issues.add('unknown_status', `${what}; add it to one of them, or correct it`);
  }
  return list.onUnknownStatus === 'withhold' ? ['unknown_status'] : noReasons;
}

/** A contact that was entered twice (spec 2.2). */
function findDuplicateReasons(
  original: number | undefined,
  rules: ContactRules,
  issues: IssueList,
): readonly string[] {
  if (original === undefined) return noReasons;
  const what = `the same email, birth date and effective date as contact ${original}`;
  issues.add(
    'duplicate_contact',
    `${what}; remove this one, since the history is the other’s, or correct what differs`,
  );
  return rules.onDuplicate === 'withhold' ? ['duplicate'] : noReasons;
}

/** A contact whose id belonged to another person before (spec 2.2). */
function findReuseReasons(
  id: number,
  eligible: boolean,
  rules: ContactRules,
  issues: IssueList,
): readonly string[] {
  if (!rules.reusedIds.has(id)) return noReasons;
  if (eligible) {
    const what = 'the id belonged to another contact, and neither email nor birth date agree';
    const command = `sendwindow contacts confirm DB ${id} --same, or --new`;
    issues.add('id_reused', `${what}; say whose history it is: ${command}`);
  }
  return ['id_reused'];
}

/** Each reason once; most contacts have none. */
function joinReasons(
  a: readonly string[],
  b: readonly string[],
  c: readonly string[],
  d: readonly string[],
): readonly string[] {
  if (a.length + b.length + c.length + d.length === 0) return noReasons;
  return [...new Set([...a, ...b, ...c, ...d])];
}

function checkDeclaredState(
  record: ContactRecord,
  declared: string | undefined,
  state: string,
  issues: IssueList,
): void {
  if (record.state === null || declared === '' || declared === state) return;
  const what = `state ${shown(record.state)}`;
  if (declared === undefined)
    issues.add(
      'unknown_state',
      `${what} is no state; write a code or a name, such as TX or Texas, or leave it empty`,
    );
  else issues.add('state_mismatch', `${what}, but the ZIP is in ${state}; correct the one that is wrong`);
}

/**
 * Judges a contact's data (spec 2.2): eligible or not, its state, its dates, its suppression, and what is wrong
 * with it. `window_anchor_missing`, `campaign_trigger_missing` and `_invalid` are found where those rules are.
 */
export function readContact(record: ContactRecord, rules: ContactRules): Contact {
  const issues = new IssueList();
  const hasEmail = checkEmail(record.email, issues);
  const state = findState(record.zipCode, rules, issues);
  const eligible = hasEmail && state !== '';
  if (!eligible && issues.found !== undefined)
    issues.found = issues.found.filter(({ issue }) => issue !== 'zip_by_prefix');
  const declared = readDeclaredState(record.state, state);
  const birthDate = readBirthDate(record.birthDate, rules.today, issues);
  const effectiveDate = readEffectiveDate(record.effectiveDate, birthDate, issues);
  if (eligible) checkDeclaredState(record, declared, state, issues);
  const duplicateOf = eligible ? rules.duplicates.originalOf(record.id) : undefined;
  const suppressedBy = joinReasons(
    record.email === null ? noReasons : rules.suppressions.addresses.reasonsOf(record.email),
    findStatusReasons(record, eligible, rules.suppressions, issues),
    findDuplicateReasons(duplicateOf, rules, issues),
    findReuseReasons(record.id, eligible, rules, issues),
  );
  return {
    id: record.id,
    eligible,
    state,
    declaredState: declared ?? '',
    declaredStateUnknown: declared === undefined,
    birthDate,
    effectiveDate,
    hasPhone: hasPhoneNumber(record.phoneNumber),
    duplicateOf,
    suppression: toSuppression(suppressedBy),
    suppressedBy,
    issues: issues.found ?? noIssues,
  };
}
