import { type Day, readDate } from './calendar.ts';
import type { ContactRow } from './oracle-case.ts';
import { stateOfZip, type World } from './world.ts';

/** Spec 2.2: what a row of `contacts` says. */
export interface Contact {
  id: number;
  eligible: boolean;
  /** From the ZIP; null for a contact whose ZIP says nothing. */
  state: string | null;
  /** `contacts.state`, trimmed and in capitals; only compared. */
  statedState: string;
  birthDate: Day | null;
  effectiveDate: Day | null;
  hasPhone: boolean;
  /** Empty for a contact that is not suppressed. */
  suppressionReasons: string[];
  /** All but `window_anchor_missing` and `campaign_trigger_missing`. */
  issues: string[];
}

export function readContact(row: ContactRow, world: World): Contact {
  const issues: string[] = [];

  const emailIssue = issueOfEmail(row.email, world);
  if (emailIssue !== null) issues.push(emailIssue);
  const zipIssue = issueOfZip(row.zip_code, world);
  if (zipIssue !== null) issues.push(zipIssue);
  const state = zipIssue === null ? stateOfZip((row.zip_code ?? '').slice(0, 5)) : null;

  let birthDate = readDate(row.birth_date);
  if (isUnreadable(row.birth_date, world)) issues.push('invalid_birth_date');
  if (birthDate !== null && birthDate > world.today) {
    issues.push('future_birth_date');
    birthDate = null;
  }
  const effectiveDate = readDate(row.effective_date);
  if (isUnreadable(row.effective_date, world)) issues.push('invalid_effective_date');

  const eligible = emailIssue === null && zipIssue === null;
  const statedState = (row.state ?? '').trim().toUpperCase();
  if (eligible && statedState !== '' && statedState !== state) issues.push('state_mismatch');

  return {
    id: row.id,
    eligible,
    state,
    statedState,
    birthDate,
    effectiveDate,
    hasPhone: hasPhone(row, world),
    suppressionReasons: suppressionReasonsOf(row, world),
    issues,
  };
}

function issueOfEmail(email: string | null, world: World): string | null {
  if (isMissing(email, world)) return 'missing_email';
  const text = String(email);
  const parts = text.split('@');
  const local = parts[0] ?? '';
  const labels = (parts[1] ?? '').split('.');
  const lastLabel = labels.at(-1) ?? '';
  const isValid =
    parts.length === 2 &&
    !/\s/u.test(text) &&
    labels.length >= 2 &&
    /^[A-Za-z]{2,}$/.test(lastLabel) &&
    (world.readings.emptyEmailParts === 'allowed' || (local !== '' && labels.every((label) => label !== '')));
  return isValid ? null : 'invalid_email';
}

function issueOfZip(zip: string | null, world: World): string | null {
  if (isMissing(zip, world)) return 'missing_zip';
  const text = String(zip);
  if (!/^\d{5}(-\d{4})?$/.test(text)) return 'invalid_zip';
  return stateOfZip(text.slice(0, 5)) === null ? 'unknown_zip' : null;
}

function isMissing(value: unknown, world: World): boolean {
  if (value === null || value === undefined || value === '') return true;
  return world.readings.blankText === 'is_missing' && String(value).trim() === '';
}

/** A date that is there and cannot be read. */
function isUnreadable(value: unknown, world: World): boolean {
  if (isMissing(value, world)) return false;
  if (world.readings.commonYearLeapDay === 'invalid_date' && /^\d{4}-02-29/.test(String(value))) {
    return new Date(`${String(value).slice(0, 10)}T00:00:00Z`).getUTCDate() !== 29;
  }
  return readDate(value) === null;
}

function hasPhone(row: ContactRow, world: World): boolean {
  const text = row.phone_number ?? '';
  return (world.readings.blankPhone === 'is_none' ? text.trim() : text) !== '';
}

function suppressionReasonsOf(row: ContactRow, world: World): string[] {
  const reasons: string[] = [];
  const email = String(row.email ?? '').toLowerCase();
  for (const suppression of world.tables.suppressions) {
    if (suppression.email.toLowerCase() === email) reasons.push(suppression.reason ?? '');
  }
  if (row.status !== null && world.config.suppressed_statuses.includes(row.status)) reasons.push(row.status);
  return reasons;
}
