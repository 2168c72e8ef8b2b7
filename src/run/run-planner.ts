import type { DatabaseSync } from 'node:sqlite';
import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import { type ContactCounts, countContacts } from '../domain/plan/count-plan.ts';
import { Ledger } from '../domain/plan/ledger.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan/plan-context.ts';
import type { ScheduleRow } from '../domain/schedule/schedule-row.ts';
import { settleLedger } from '../domain/settle/settle-ledger.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { prepareContacts } from '../store/contacts.ts';
import { openDatabase } from '../store/open-database.ts';
import { beginSnapshot } from '../store/transaction.ts';
import type { PlanSettings } from './plan/build-plan-context.ts';
import { allIds, type ContactSource } from './plan/contact-source.ts';
import { readFixedMails, readFixedMailsOfOthers } from './plan/fixed-mails.ts';
import { adjustLedger, balanceLedger } from './plan/plan-ledger.ts';
import { planShard, type Shard } from './plan/plan-shard.ts';
import { toVerifyRules, verifyLedger } from './plan/verify-ledger.ts';
import type { PlanningThread } from './threads/planning-thread.ts';

/** A plan that is ready to be applied, with what was found on the way. */
export interface VerifiedPlan extends Shard {
  readonly overCapDays: readonly OverCapDay[];
  readonly violations: readonly Violation[];
  readonly dailyCap: number;
  readonly contacts: ContactCounts;
}

/** What planning works on. */
export interface PlanningDesk {
  readonly db: DatabaseSync;
  /** Called when a snapshot has begun: gathers from it what is the same for all contacts. */
  readonly beginRead: () => void;
  /** Both are of the snapshot that was begun last. */
  readonly source: ContactSource;
  readonly context: PlanContext;
  readonly settings: PlanSettings;
  readonly database: string;
  /** The number of contacts a moment ago: what there should be room for. */
  readonly expectedContacts: number;
  readonly onPhase: (phase: string, total?: number) => void;
  readonly onContact: (done: number) => void;
}

/** The contacts of a partial run, each of which must exist. */
function* readWanted(
  desk: PlanningDesk,
  ids: readonly number[],
  rows: ScheduleRow[],
): Generator<ContactInput> {
  const found = new Set<number>();
  for (const input of desk.source.readSelected(ids)) {
    found.add(input.id);
    rows.push(...input.rows);
    yield input;
  }
  const missing = ids.find((id) => !found.has(id));
  if (missing !== undefined) {
    const where = `${desk.database}: there is no contact ${missing}`;
    throw new SendwindowError('NO_SUCH_CONTACT', `${where}; name ids of the contacts table`);
  }
}

/** Everything that decides is read in one read transaction. */
function inSnapshot<T>(db: DatabaseSync, body: () => T): T {
  db.exec('begin');
  try {
    return body();
  } finally {
    db.exec('commit');
  }
}

/**
 * Reads, plans, balances and verifies (spec 4.1), all contacts or a few, from one snapshot; writes nothing.
 *
 * @param ids ascending; undefined: all contacts
 */
export function makePlan(desk: PlanningDesk, ids: readonly number[] | undefined): VerifiedPlan {
  const { db } = desk;
  return inSnapshot(db, () => {
    desk.beginRead();
    const { context, source } = desk;
    const total = ids?.length ?? desk.expectedContacts;
    const rows: ScheduleRow[] = [];
    desk.onPhase('plan', total);
    const inputs = ids === undefined ? source.readRange(allIds) : readWanted(desk, ids, rows);
    const shard = planShard(inputs, context, new Ledger(total), desk.onContact);
    desk.onPhase('balance');
    const contacts = countContacts(shard.ledger);
    const fixed =
      ids === undefined
        ? readFixedMails(db, context, contacts.total)
        : readFixedMailsOfOthers(db, context, { ledger: shard.ledger, rows });
    const overCapDays = adjustLedger(shard.ledger, context, fixed);
    desk.onPhase('verify');
    const violations = verifyLedger(shard.ledger, toVerifyRules(context, desk.settings));
    return { ...shard, overCapDays, violations, dailyCap: fixed.dailyCap, contacts };
  });
}

/** Lets two connections begin their read transactions while nobody can write: they see the same snapshot. */
async function beginTogether(desk: PlanningDesk, thread: PlanningThread): Promise<void> {
  using gate = openDatabase(desk.database, { mode: 'read-write' });
  gate.exec('begin immediate');
  await thread.call('beginSnapshot', null);
  beginSnapshot(desk.db);
  gate.exec('rollback');
  desk.beginRead();
}

function mergeShards(lower: Awaited<ReturnType<typeof planLowerHalf>>, upper: Shard): Shard {
  const ledger = Ledger.of(lower.ledger);
  ledger.append(upper.ledger);
  upper.contactsChecksum.merge(lower.contactsChecksum);
  upper.schedulesChecksum.merge(lower.schedulesChecksum);
  const issues = { ...upper.issues };
  for (const [issue, count] of Object.entries(lower.issues)) issues[issue] = (issues[issue] ?? 0) + count;
  return { ...upper, ledger, issues };
}

const planLowerHalf = (thread: PlanningThread, upTo: number, expectedContacts: number) =>
  thread.call('plan', { range: { after: allIds.after, upTo }, expectedContacts });

/** Plans half of the contacts here and half in the thread. */
async function planHalves(desk: PlanningDesk, thread: PlanningThread, middleId: number): Promise<Shard> {
  const half = Math.ceil(desk.expectedContacts / 2);
  // The lower half's ledger has room for all: the upper half is appended to it.
  const lower = planLowerHalf(thread, middleId, 2 * half);
  const range = { after: middleId, upTo: allIds.upTo };
  const own = new Ledger(half, 'own');
  const upper = planShard(desk.source.readRange(range), desk.context, own, (done) =>
    desk.onContact(2 * done),
  );
  return mergeShards(await lower, upper);
}

/** Like {@link makePlan} for all contacts, on two threads: all but balancing takes half the time. */
export async function makePlanOnTwoThreads(
  desk: PlanningDesk,
  thread: PlanningThread,
): Promise<VerifiedPlan> {
  // Looked up while the thread starts.
  const middleId = prepareContacts(desk.db).findMiddleId(desk.expectedContacts);
  await beginTogether(desk, thread);
  try {
    desk.onPhase('plan', desk.expectedContacts);
    const shard = await planHalves(desk, thread, middleId);
    desk.onPhase('balance');
    const contacts = countContacts(shard.ledger);
    const fixed = readFixedMails(desk.db, desk.context, contacts.total);
    const overCapDays = balanceLedger(shard.ledger, desk.context, fixed);
    const { ledger } = shard;
    await thread.call('adopt', { ledger: ledger.data });
    const middle = ledger.contactCount >> 1;
    const settled = thread.call('settle', { from: 0, to: middle });
    settleLedger(ledger, desk.context.configuration.frequency, middle);
    await settled;
    desk.onPhase('verify');
    const lower = thread.call('verify', { from: 0, to: middle });
    const upper = verifyLedger(ledger, toVerifyRules(desk.context, desk.settings), middle);
    const violations = [...(await lower), ...upper];
    return { ...shard, overCapDays, violations, dailyCap: fixed.dailyCap, contacts };
  } finally {
    desk.db.exec('commit');
  }
}
