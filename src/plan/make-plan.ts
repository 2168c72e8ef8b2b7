import { countContacts } from '../domain/ledger/count-plan.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { idOutOfRange } from '../store/out-of-range-ids.ts';
import { readFixedMails, readFixedMailsOfOthers } from './fixed-mails.ts';
import { withPauses } from './pause.ts';
import { PlannerHere } from './plan-here.ts';
import { balanceInSteps, type FixedMails } from './plan-ledger.ts';
import type { PlanningDesk, Selection } from './planning-desk.ts';
import type { PlannedContacts, ShardPlanner } from './shard-planner.ts';
import type { VerifiedPlan } from './verified-plan.ts';

/** Counts the contacts, with those that planning leaves out: they have too many rows, or an id that does not count. */
function countAll({ store }: PlanningDesk, { shard, passedOver }: PlannedContacts, isWhole: boolean) {
  const outOfRange = isWhole ? store.countOutOfRangeIds() : [];
  const ids = outOfRange.find(({ column }) => column === 'contacts.id')?.count ?? 0;
  const counts = countContacts(shard.ledger);
  const left = ids + passedOver.contacts;
  const contacts = { ...counts, total: counts.total + left, ineligible: counts.ineligible + left };
  const issues = ids === 0 ? shard.issues : { ...shard.issues, [idOutOfRange]: ids };
  return { contacts, issues, outOfRange, passedOver };
}

/** The mails that the plan leaves alone. */
function readFixed(
  { store }: PlanningDesk,
  context: PlanContext,
  { shard, standing }: PlannedContacts,
  contacts: number,
): FixedMails {
  if (standing === undefined) return readFixedMails(store, context, contacts);
  const own = { ledger: shard.ledger, standing };
  return readFixedMailsOfOthers(store, context, store.countContacts(), own);
}

/**
 * Reads, plans, balances, settles and verifies (spec 4.1), all contacts or a few, from one snapshot; writes nothing.
 *
 * @param selection undefined: all contacts
 * @param planner does the work that goes contact by contact
 * @throws SendwindowError NO_SUCH_CONTACT; STOPPED, a few milliseconds after the run was asked to stop
 */
export async function makePlan(
  desk: PlanningDesk,
  selection?: Selection,
  planner: ShardPlanner = new PlannerHere(desk),
): Promise<VerifiedPlan> {
  await planner.beginSnapshot(selection);
  try {
    const reading = desk.openReading();
    const { context } = reading;
    desk.onPhase('plan', selection?.ids.length ?? desk.expectedContacts);
    const planned = await planner.plan(reading, selection);
    desk.onPhase('balance');
    await desk.pause();
    const { shard } = planned;
    const counts = countAll(desk, planned, selection === undefined);
    const fixed = readFixed(desk, context, planned, counts.contacts.total);
    const overCapDays = await withPauses(balanceInSteps(shard.ledger, context, fixed), desk.pause);
    await planner.settle(shard.ledger, context);
    desk.onPhase('verify');
    const violations = await planner.verify(shard.ledger, context);
    return { ...shard, ...reading, ...counts, overCapDays, violations, dailyCap: fixed.dailyCap };
  } finally {
    desk.store.endSnapshot();
  }
}
