import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import { type ContactCounts, countContacts as countPlanned } from '../domain/ledger/count-plan.ts';
import { Ledger } from '../domain/ledger/ledger.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { settleLedger } from '../domain/settle/settle-ledger.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { ContactSelection } from '../store/contact-selection.ts';
import { idOutOfRange, type OutOfRangeCount } from '../store/out-of-range-ids.ts';
import { Store } from '../store/store.ts';
import type { PlanSettings } from './build-plan-context.ts';
import { allIds, type ContactSource } from './contact-source.ts';
import { readFixedMails, readFixedMailsOfOthers } from './fixed-mails.ts';
import { FoundViolations } from './found-violations.ts';
import { OddValues } from './odd-values.ts';
import type { PassedOverData } from './passed-over.ts';
import { adjustLedger, balanceLedger, type FixedMails, toSettleRules } from './plan-ledger.ts';
import { planShard, type Shard } from './plan-shard.ts';
import { type StandingData, StandingMails } from './standing-mails.ts';
import type { PlannedShard } from './threads/planning-messages.ts';
import type { PlanningThread } from './threads/planning-thread.ts';
import { toVerifyRules, verifyLedger } from './verify-ledger.ts';

/** A plan that is ready to be applied, with what was found on the way. */
export interface VerifiedPlan extends Shard {
  readonly overCapDays: readonly OverCapDay[];
  readonly violations: FoundViolations;
  readonly dailyCap: number;
  /** Those that are passed over, or whose ids do not count, among the ineligible ones. */
  readonly contacts: ContactCounts;
  /** Contacts of which nothing is planned, since they have too many rows. */
  readonly passedOver: PassedOverData;
  /** Ids that do not count; of a plan of all contacts. */
  readonly outOfRange: readonly OutOfRangeCount[];
  /** Are more rows read than can matter, since those that do are too many to keep apart? */
  readonly readsAllHistory: boolean;
}

/** What planning works on. */
export interface PlanningDesk {
  readonly store: Store;
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

/** The contacts that are planned, not all of them. */
export interface Selection {
  /** Ascending, each once. */
  readonly ids: readonly number[];
  /** Is it a mistake if one of them is not there? */
  readonly mustExist: boolean;
}

/** The contacts of a partial run, each of which must exist. */
function* readExisting({ source, database }: PlanningDesk, ids: readonly number[]): Generator<ContactInput> {
  let next = 0;
  const expectBefore = (id: number): void => {
    for (; next < ids.length && (ids[next] as number) < id; next++) {
      const missing = ids[next] as number;
      if (source.passedOver.has(missing)) continue;
      const where = `${database}: there is no contact ${missing}`;
      throw new SendwindowError('NO_SUCH_CONTACT', `${where}; name ids of the contacts table`);
    }
  };
  for (const input of source.readSelected(ids)) {
    expectBefore(input.id);
    next++;
    yield input;
  }
  expectBefore(Number.POSITIVE_INFINITY);
}

const readWanted = (desk: PlanningDesk, { ids, mustExist }: Selection): Iterable<ContactInput> =>
  mustExist ? readExisting(desk, ids) : desk.source.readSelected(ids);

/** What planning has found of contacts that it leaves out: with too many rows, or with ids that do not count. */
function findOdd({ store }: PlanningDesk, shard: Shard, passedOver: PassedOverData, isWhole: boolean) {
  const outOfRange = isWhole ? store.countOutOfRangeIds() : [];
  const ids = outOfRange.find(({ column }) => column === 'contacts.id')?.count ?? 0;
  const counts = countPlanned(shard.ledger);
  const left = ids + passedOver.contacts;
  const contacts = { ...counts, total: counts.total + left, ineligible: counts.ineligible + left };
  const issues = ids === 0 ? shard.issues : { ...shard.issues, [idOutOfRange]: ids };
  return { contacts, issues, outOfRange, passedOver };
}

/** Everything that decides is read in one read transaction. */
function inSnapshot<T>(store: Store, body: () => T): T {
  return store.snapshot(body);
}

/** What the plan leaves alone. */
function readFixed(
  { store, context }: PlanningDesk,
  contacts: ContactCounts,
  own: { readonly ledger: Ledger; readonly standing: StandingData | undefined },
): FixedMails {
  const { ledger, standing } = own;
  if (standing === undefined) return readFixedMails(store, context, contacts.total);
  return readFixedMailsOfOthers(store, context, store.countContacts(), { ledger, standing });
}

/**
 * Reads, plans, balances and verifies (spec 4.1), all contacts or a few, from one snapshot; writes nothing.
 *
 * @param selection undefined: all contacts
 */
export function makePlan(desk: PlanningDesk, selection?: Selection): VerifiedPlan {
  const { store } = desk;
  return inSnapshot(store, () => {
    desk.beginRead();
    const { context, source } = desk;
    const total = selection?.ids.length ?? desk.expectedContacts;
    const standing = selection && new StandingMails();
    desk.onPhase('plan', total);
    const inputs =
      selection === undefined ? source.readRange(allIds) : standing?.countIn(readWanted(desk, selection));
    const shard = planShard(inputs as Iterable<ContactInput>, context, new Ledger(total), desk.onContact);
    desk.onPhase('balance');
    const odd = findOdd(desk, shard, source.passedOver.data, selection === undefined);
    const fixed = readFixed(desk, odd.contacts, { ledger: shard.ledger, standing });
    const overCapDays = adjustLedger(shard.ledger, context, fixed);
    desk.onPhase('verify');
    const violations = verifyLedger(shard.ledger, toVerifyRules(context, desk.settings));
    const { dailyCap } = fixed;
    return { ...shard, ...odd, overCapDays, violations, dailyCap, readsAllHistory: source.readsAllHistory };
  });
}

/** Lets two connections begin their read transactions while nobody can write: they see the same snapshot. */
async function beginTogether(desk: PlanningDesk, thread: PlanningThread): Promise<void> {
  using gate = Store.open(desk.database, { mode: 'read-write' });
  await gate.whileNobodyWrites(async () => {
    await thread.call('beginSnapshot', null);
    desk.store.beginSnapshot();
  });
  desk.beginRead();
}

function mergeShards(lower: PlannedShard, upper: Shard): Shard {
  const ledger = Ledger.of(lower.ledger);
  ledger.append(upper.ledger);
  upper.contactsChecksum.merge(lower.contactsChecksum);
  upper.schedulesChecksum.merge(lower.schedulesChecksum);
  const issues = { ...upper.issues };
  for (const [issue, count] of Object.entries(lower.issues)) issues[issue] = (issues[issue] ?? 0) + count;
  const odd = new OddValues();
  odd.merge(upper.odd);
  odd.merge(lower.odd);
  return { ...upper, ledger, issues, odd: odd.counts };
}

/** What each of two threads plans: spans of ids, or lists of them. */
interface Halves {
  readonly lower: ContactSelection;
  readonly upper: ContactSelection;
  readonly contacts: number;
}

function halve(desk: PlanningDesk, ids: readonly number[] | undefined): Halves {
  if (ids !== undefined) {
    const middle = ids.length >> 1;
    return { lower: ids.slice(0, middle), upper: ids.slice(middle), contacts: ids.length };
  }
  const middleId = desk.store.contacts.findMiddleId(desk.expectedContacts);
  const lower = { after: allIds.after, upTo: middleId };
  return { lower, upper: { after: middleId, upTo: allIds.upTo }, contacts: desk.expectedContacts };
}

/** Plans half of the contacts here and half in the thread. */
async function planHalves(desk: PlanningDesk, thread: PlanningThread, { lower, upper, contacts }: Halves) {
  const half = Math.ceil(contacts / 2);
  // The lower half's ledger has room for all: the upper half is appended to it.
  const answer = thread.call('plan', { selection: lower, expectedContacts: 2 * half });
  const standing = 'after' in upper ? undefined : new StandingMails();
  const inputs = desk.source.read(upper);
  const shard = planShard(
    standing === undefined ? inputs : standing.countIn(inputs),
    desk.context,
    new Ledger(half, 'own'),
    (done) => desk.onContact(2 * done),
  );
  const other = await answer;
  if (other.standing !== undefined) standing?.merge(other.standing);
  const { passedOver } = desk.source;
  passedOver.merge(other.passedOver);
  return { shard: mergeShards(other, shard), standing, passedOver: passedOver.data };
}

/** Settles and verifies a ledger on two threads. */
async function settleAndVerify(desk: PlanningDesk, thread: PlanningThread, ledger: Ledger) {
  await thread.call('adopt', { ledger: ledger.data });
  const middle = ledger.contactCount >> 1;
  const settled = thread.call('settle', { from: 0, to: middle });
  settleLedger(ledger, toSettleRules(desk.context), middle);
  await settled;
  desk.onPhase('verify');
  const lower = thread.call('verify', { from: 0, to: middle });
  const upper = verifyLedger(ledger, toVerifyRules(desk.context, desk.settings), middle);
  const violations = new FoundViolations();
  violations.append(await lower);
  violations.append(upper);
  return violations;
}

/**
 * Like {@link makePlan}, on two threads: all but balancing takes half the time.
 *
 * @param ids ascending; undefined: all contacts
 */
export async function makePlanOnTwoThreads(
  desk: PlanningDesk,
  thread: PlanningThread,
  ids?: readonly number[],
): Promise<VerifiedPlan> {
  // Looked up while the thread starts.
  const halves = halve(desk, ids);
  await beginTogether(desk, thread);
  try {
    desk.onPhase('plan', halves.contacts);
    const { shard, standing, passedOver } = await planHalves(desk, thread, halves);
    desk.onPhase('balance');
    const { ledger } = shard;
    const odd = findOdd(desk, shard, passedOver, ids === undefined);
    const fixed = readFixed(desk, odd.contacts, { ledger, standing });
    const overCapDays = balanceLedger(ledger, desk.context, fixed);
    const violations = await settleAndVerify(desk, thread, ledger);
    const { dailyCap } = fixed;
    const { readsAllHistory } = desk.source;
    return { ...shard, ...odd, overCapDays, violations, dailyCap, readsAllHistory };
  } finally {
    desk.store.endSnapshot();
  }
}
