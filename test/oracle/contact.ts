import { anniversary, type Day, dayOf, partsOf, readDate } from './calendar.ts';
import type { ContactRow } from './oracle-case.ts';
import { readState } from './states.ts';
import { comparedForm, isAbsent, isId, readReason, trimBlanks } from './text.ts';
import { stateOfZip, type World } from './world.ts';

/** Spec 2.2: what a row of `contacts` says. */
export interface Contact {
  id: number;
  eligible: boolean;
  /** The address in the form in which addresses are compared. */
  email: string;
  /** From the ZIP; null for a contact whose ZIP says nothing. */
  state: string | null;
  /** The code that `contacts.state` means; null for an empty or unknown one. It is only compared. */
  declaredState: string | null;
  /** `contacts.state` is neither empty nor a code or name. */
  isDeclaredStateUnknown: boolean;
  birthDate: Day | null;
  effectiveDate: Day | null;
  hasPhone: boolean;
  /** In compared form; `active` for an absent one. */
  status: string;
  /** Empty for a contact that is not suppressed. */
  suppressionReasons: string[];
  /** All but `window_anchor_missing` and those about campaign triggers. */
  issues: string[];
}

/** The contact by itself: what other contacts and deleted ones say about it comes later (history.ts). */
export function readContact(row: ContactRow, world: World): Contact {
  const issues: string[] = [];
  if (!isId(row.id)) issues.push('id_out_of_range');
  const emailIssue = issueOfEmail(row.email);
  if (emailIssue !== null) issues.push(emailIssue);
  const zip = readZip(row.zip_code, world);
  if (zip.issue !== null) issues.push(zip.issue);

  const birth = readBirthDate(row.birth_date, world);
  const effective = readEffectiveDate(row.effective_date, birth.date);
  issues.push(...birth.issues, ...effective.issues);

  const eligible = emailIssue === null && zip.state !== null;
  const declaredState = readState(row.state);
  const isDeclaredStateUnknown = declaredState === null && !isAbsent(row.state);
  const status = readReason(row.status) || 'active';
  if (eligible) {
    if (zip.isByPrefix) issues.push('zip_by_prefix');
    if (declaredState !== null && declaredState !== zip.state) issues.push('state_mismatch');
    if (isDeclaredStateUnknown) issues.push('unknown_state');
    if (isStatusUnknown(status, world)) issues.push('unknown_status');
  }
  return {
    id: row.id,
    eligible,
    email: comparedForm(row.email),
    state: zip.state,
    declaredState,
    isDeclaredStateUnknown,
    birthDate: birth.date,
    effectiveDate: effective.date,
    hasPhone: (String(row.phone_number ?? '').match(/[0-9]/g) ?? []).length >= 7,
    status,
    suppressionReasons: suppressionReasonsOf(row, status, world),
    issues,
  };
}

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const localPart = new RegExp(`^${atom}(?:\\.${atom})*$`);
const label = /^[\p{L}\p{M}\p{Nd}](?:[\p{L}\p{M}\p{Nd}-]*[\p{L}\p{M}\p{Nd}])?$/u;
const lastLabel = /^(?:[\p{L}\p{M}]{2,}|[Xx][Nn]--.*)$/u;

function issueOfEmail(email: string | null): string | null {
  if (isAbsent(email)) return 'missing_email';
  const text = trimBlanks(String(email));
  const at = text.lastIndexOf('@');
  const local = text.slice(0, Math.max(0, at));
  const labels = text.slice(at + 1).split('.');
  const isValid =
    at > 0 &&
    lengthOf(text) <= 254 &&
    lengthOf(local) <= 64 &&
    localPart.test(local) &&
    labels.length >= 2 &&
    labels.every((one) => label.test(one) && lengthOf(one) <= 63) &&
    lastLabel.test(labels.at(-1) ?? '');
  return isValid ? null : 'invalid_email';
}

/** In characters: a letter beyond U+FFFF is one. */
function lengthOf(text: string): number {
  return [...text].length;
}

interface Zip {
  issue: string | null;
  state: string | null;
  isByPrefix: boolean;
}

function readZip(zip: string | null, world: World): Zip {
  const nothing = { state: null, isByPrefix: false };
  if (isAbsent(zip)) return { ...nothing, issue: 'missing_zip' };
  const text = trimBlanks(String(zip));
  if (!/^[0-9]{5}(-[0-9]{4})?$/.test(text)) return { ...nothing, issue: 'invalid_zip' };
  const found = stateOfZip(text.slice(0, 5), world);
  return found === null ? { ...nothing, issue: 'unknown_zip' } : { ...found, issue: null };
}

interface ReadDate {
  date: Day | null;
  issues: string[];
}

/** No birth date and no effective date is on or before this day: spreadsheets write their zero so. */
const zeroOfSpreadsheets = dayOf(1900, 1, 1) as Day;

export function readBirthDate(value: unknown, world: World): ReadDate {
  if (isAbsent(value)) return { date: null, issues: [] };
  const date = readDate(value);
  if (date === null) return { date: null, issues: ['invalid_birth_date'] };
  if (date > world.today) return { date: null, issues: ['future_birth_date'] };
  const oldest = anniversary(world.today, partsOf(world.today).year - 120);
  if (date <= zeroOfSpreadsheets || date < oldest) return { date: null, issues: ['implausible_birth_date'] };
  return { date, issues: [] };
}

function readEffectiveDate(value: unknown, birthDate: Day | null): ReadDate {
  if (isAbsent(value)) return { date: null, issues: [] };
  const date = readDate(value);
  if (date === null) return { date: null, issues: ['invalid_effective_date'] };
  if (date <= zeroOfSpreadsheets || (birthDate !== null && date < birthDate))
    return { date: null, issues: ['implausible_effective_date'] };
  return { date, issues: [] };
}

function isStatusUnknown(status: string, world: World): boolean {
  const { suppressed_statuses, active_statuses } = world.config;
  return ![...suppressed_statuses, ...active_statuses].map(readReason).includes(status);
}

function suppressionReasonsOf(row: ContactRow, status: string, world: World): string[] {
  const reasons: string[] = [];
  const email = comparedForm(row.email);
  for (const suppression of world.tables.suppressions) {
    if (addressOfEntry(suppression.email) === email) reasons.push(readReason(suppression.reason));
  }
  if (world.config.suppressed_statuses.map(readReason).includes(status)) reasons.push(status);
  if (isStatusUnknown(status, world) && world.config.on_unknown_status === 'withhold')
    reasons.push('unknown_status');
  return reasons;
}

/** The address of an entry of `suppressions`, in compared form: that of `Ann <ann@x.com>` is `ann@x.com`. */
export function addressOfEntry(entry: string): string {
  const inBrackets = /<([^<>]*)>[\t-\r ]*$/.exec(entry);
  return comparedForm(inBrackets?.[1] ?? entry);
}
