import type { DatabaseSync } from 'node:sqlite';
import { OrderFreeChecksum, RecordHasher } from '../domain/arithmetic/order-free-checksum.ts';
import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import { hashContact } from '../domain/contact/hash-contact.ts';
import type { Ledger } from '../domain/plan/ledger.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan/plan-context.ts';
import { hashRow } from '../domain/schedule/hash-row.ts';
import { isOwned, type ScheduleRow } from '../domain/schedule/schedule-row.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { PlanSettings } from './plan/build-plan-context.ts';
import { allIds, type ContactSource } from './plan/contact-source.ts';
import { readFixedMails, readFixedMailsOfOthers } from './plan/fixed-mails.ts';
import { balanceLedger, planContacts } from './plan/plan-ledger.ts';
import { toVerifyRules, verifyLedger } from './plan/verify-ledger.ts';

/** A plan that is ready to be applied, with what was found on the way. */
export interface VerifiedPlan {
  readonly ledger: Ledger;
  readonly overCapDays: readonly OverCapDay[];
  readonly violations: readonly Violation[];
  readonly dailyCap: number;
  readonly contactsChecksum: OrderFreeChecksum;
  readonly schedulesChecksum: OrderFreeChecksum;
  /** Contacts by issue. */
  readonly issues: Readonly<Record<string, number>>;
}

/** What planning works on. */
export interface PlanningDesk {
  readonly db: DatabaseSync;
  readonly source: ContactSource;
  readonly context: PlanContext;
  readonly settings: PlanSettings;
  readonly database: string;
  readonly onPhase: (phase: string, total?: number) => void;
  readonly onContact: (done: number) => void;
}

/** Gathers the checksums and issues of what is read. */
class ReadTally {
  readonly contacts = new OrderFreeChecksum();
  readonly schedules = new OrderFreeChecksum();
  readonly issues: Record<string, number> = {};
  readonly #hasher = new RecordHasher();

  add(input: ContactInput): void {
    if (input.record !== undefined) this.contacts.add(hashContact(this.#hasher, input.record));
    for (const row of input.rows) {
      if (isOwned(row)) this.schedules.add(hashRow(this.#hasher, row.contactId, row));
    }
  }
}

/** The contacts of a partial run, each of which must exist. */
function* readWanted(desk: PlanningDesk, ids: readonly number[]): Generator<ContactInput> {
  const found = new Set<number>();
  for (const input of desk.source.readSelected(ids)) {
    found.add(input.id);
    yield input;
  }
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) {
    const where = `${desk.database}: there is no contact ${missing}`;
    throw new SendwindowError('NO_SUCH_CONTACT', `${where}; name ids of the contacts table`);
  }
}

/**
 * Reads, plans, balances and verifies (spec 4.1), all contacts or a few, from one snapshot; writes nothing.
 *
 * @param ids ascending; undefined: all contacts
 */
export function makePlan(desk: PlanningDesk, ids: readonly number[] | undefined): VerifiedPlan {
  const { db, context, source } = desk;
  const tally = new ReadTally();
  const ownRows: ScheduleRow[] = [];
  const total = ids === undefined ? source.countContacts() : ids.length;
  desk.onPhase('plan', total);
  let done = 0;
  const onPlanned = (input: ContactInput, issues: readonly string[]): void => {
    tally.add(input);
    for (const issue of issues) tally.issues[issue] = (tally.issues[issue] ?? 0) + 1;
    if (ids !== undefined) ownRows.push(...input.rows);
    if (++done % 1000 === 0) desk.onContact(done);
  };
  const inputs = ids === undefined ? source.readRange(allIds) : readWanted(desk, ids);
  const ledger = planContacts(inputs, context, total, onPlanned);
  desk.onPhase('balance');
  const fixed =
    ids === undefined ? readFixedMails(db, context) : readFixedMailsOfOthers(db, context, ownRows);
  const overCapDays = balanceLedger(ledger, context, fixed);
  desk.onPhase('verify');
  const violations = verifyLedger(ledger, toVerifyRules(context, desk.settings));
  return {
    ledger,
    overCapDays,
    violations,
    dailyCap: fixed.dailyCap,
    contactsChecksum: tally.contacts,
    schedulesChecksum: tally.schedules,
    issues: tally.issues,
  };
}
