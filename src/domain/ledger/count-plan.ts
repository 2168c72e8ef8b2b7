import { type Adjustment, adjustments, type SkipReason, skipReasons } from '../mail/schedule-row.ts';
import type { Ledger } from './ledger.ts';
import { readAdjustment, readVerdict, verdictCode } from './ledger-codes.ts';
import { contactFlag } from './ledger-columns.ts';

/** Contacts of a plan, by kind. Contacts that are gone but have rows do not count. */
export interface ContactCounts {
  readonly total: number;
  readonly eligible: number;
  readonly suppressed: number;
  readonly ineligible: number;
}

/** Counts the contacts of a plan. */
export function countContacts(ledger: Ledger): ContactCounts {
  const counts = { total: 0, eligible: 0, suppressed: 0, ineligible: 0 };
  for (let contact = 0; contact < ledger.contactCount; contact++) {
    if (!ledger.hasContactFlag(contact, contactFlag.known)) continue;
    counts.total++;
    if (!ledger.hasContactFlag(contact, contactFlag.eligible)) counts.ineligible++;
    else {
      counts.eligible++;
      if (ledger.suppressionOf(contact) !== 'none') counts.suppressed++;
    }
  }
  return counts;
}

/** How many mails of a plan are of one kind. */
export interface MailCount {
  readonly emailType: string;
  /** null: pre-scheduled. */
  readonly skipReason: SkipReason | null;
  readonly adjustment: Adjustment | null;
  readonly mails: number;
}

/** What the windows of a state withhold. */
export interface ExcludedCount {
  readonly mails: number;
  readonly contacts: number;
}

// Code 0 of either column is none.
const verdictCodes = 1 + skipReasons.length;
const adjustmentCodes = 1 + adjustments.length;

/** Counts the mails of a plan by type, verdict and adjustment: by their codes, since there are millions. */
export function countMails(ledger: Ledger): MailCount[] {
  const { type, verdict, adjustment } = ledger.mails;
  const counts = new Uint32Array(ledger.typeNames.length * verdictCodes * adjustmentCodes);
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    const kind = (type[mail] as number) * verdictCodes + (verdict[mail] as number);
    const place = kind * adjustmentCodes + (adjustment[mail] as number);
    counts[place] = (counts[place] as number) + 1;
  }
  const found: MailCount[] = [];
  for (const [place, mails] of counts.entries()) {
    if (mails === 0) continue;
    const kind = Math.floor(place / adjustmentCodes);
    found.push({
      emailType: ledger.typeNames[Math.floor(kind / verdictCodes)] as string,
      skipReason: readVerdict(kind % verdictCodes),
      adjustment: readAdjustment(place % adjustmentCodes),
      mails,
    });
  }
  return found;
}

const excludedVerdict = verdictCode('exclusion_window');

/** Counts the mails that windows withhold, and the contacts that have such mails, by the state of the ZIP. */
export function countExcluded(ledger: Ledger): ReadonlyMap<string, ExcludedCount> {
  const { verdict, contact } = ledger.mails;
  const { state } = ledger.contacts;
  const mails = new Uint32Array(ledger.stateNames.length);
  const contacts = new Uint32Array(ledger.stateNames.length);
  let last = -1;
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    if (verdict[mail] !== excludedVerdict) continue;
    const owner = contact[mail] as number;
    const code = state[owner] as number;
    mails[code] = (mails[code] as number) + 1;
    if (owner !== last) contacts[code] = (contacts[code] as number) + 1;
    last = owner;
  }
  const found = new Map<string, ExcludedCount>();
  for (const [code, names] of ledger.stateNames.entries()) {
    if (mails[code] === 0) continue;
    // With `strictest` the declared state follows that of the ZIP.
    const name = names.slice(0, 2);
    const known = found.get(name) ?? { mails: 0, contacts: 0 };
    found.set(name, {
      mails: known.mails + (mails[code] as number),
      contacts: known.contacts + (contacts[code] as number),
    });
  }
  return found;
}
