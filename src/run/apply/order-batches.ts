import type { Ledger } from '../../domain/ledger/ledger.ts';
import { contactFlag, mailFlag } from '../../domain/ledger/ledger-columns.ts';

/** Does the plan after balancing and settling differ from the row of the mail? */
function isOut({ flags, sendDate, placedDate, verdict, ownVerdict }: Ledger['mails'], mail: number): boolean {
  if (((flags[mail] as number) & mailFlag.unchanged) === 0) return true;
  return sendDate[mail] !== placedDate[mail] || verdict[mail] !== ownVerdict[mail];
}

/** Does the mail lose a date for which it was pre-scheduled? */
function isWithdrawal(ledger: Ledger, mail: number): boolean {
  if (!ledger.hasMailFlag(mail, mailFlag.rowPreScheduled)) return false;
  return ledger.mails.verdict[mail] !== 0 || !ledger.hasMailFlag(mail, mailFlag.standing);
}

/** Whether a contact must be looked at again, and whether that is urgent. */
function classify(ledger: Ledger, contact: number): 'none' | 'withdrawal' | 'other' {
  let found = ledger.hasContactFlag(contact, contactFlag.dirty);
  if (ledger.hasContactFlag(contact, contactFlag.withdraws)) return 'withdrawal';
  const { mails } = ledger;
  const end = ledger.endOfMails(contact);
  for (let mail = ledger.contacts.firstMail[contact] as number; mail < end; mail++) {
    if (!isOut(mails, mail)) continue;
    if (isWithdrawal(ledger, mail)) return 'withdrawal';
    found = true;
  }
  return found ? 'other' : 'none';
}

function* inBatches(contacts: Iterable<number>, size: number): Generator<number[]> {
  let batch: number[] = [];
  for (const contact of contacts) {
    batch.push(contact);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function* contactsOf(classes: Uint8Array, wanted: number): Generator<number> {
  for (let contact = 0; contact < classes.length; contact++) if (classes[contact] === wanted) yield contact;
}

/** The contacts of a plan that may need writing, by ledger index; those that lose mail come first (spec 4.1). */
export class ApplyOrder {
  readonly #classes: Uint8Array;
  readonly contactCount: number;

  constructor(ledger: Ledger) {
    this.#classes = new Uint8Array(ledger.contactCount);
    let count = 0;
    for (let contact = 0; contact < ledger.contactCount; contact++) {
      const found = classify(ledger, contact);
      if (found === 'none') continue;
      this.#classes[contact] = found === 'withdrawal' ? 1 : 2;
      count++;
    }
    this.contactCount = count;
  }

  *batches(size: number): Generator<readonly number[]> {
    yield* inBatches(contactsOf(this.#classes, 1), size);
    yield* inBatches(contactsOf(this.#classes, 2), size);
  }
}
