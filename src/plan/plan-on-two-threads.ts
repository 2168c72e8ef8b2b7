import { Ledger } from '../domain/ledger/ledger.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { ContactSelection } from '../store/contact-selection.ts';
import { Store } from '../store/store.ts';
import { allIds } from './contact-source.ts';
import { FoundViolations } from './found-violations.ts';
import { OddValues } from './odd-values.ts';
import { withPauses } from './pause.ts';
import { settleInSteps } from './plan-ledger.ts';
import type { PlanReading } from './plan-reading.ts';
import { planInSteps, type Shard } from './plan-shard.ts';
import type { PlanningDesk, Selection } from './planning-desk.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import type { HeldBack, PlannedContacts, ShardPlanner } from './shard-planner.ts';
import { StandingMails } from './standing-mails.ts';
import type { PlannedShard } from './threads/planning-messages.ts';
import type { PlanningThread } from './threads/planning-thread.ts';
import type { VerifiedPlan } from './verified-plan.ts';
import { toVerifyRules, verifyInSteps } from './verify-ledger.ts';

/** What each of two threads plans: spans of ids, or lists of them. */
interface Halves {
  readonly lower: ContactSelection;
  readonly upper: ContactSelection;
  readonly contacts: number;
}

function halve({ store, expectedContacts }: PlanningDesk, selection: Selection | undefined): Halves {
  if (selection !== undefined) {
    const { ids } = selection;
    const middle = ids.length >> 1;
    return { lower: ids.slice(0, middle), upper: ids.slice(middle), contacts: ids.length };
  }
  const middleId = store.contacts.findMiddleId(expectedContacts);
  const lower = { after: allIds.after, upTo: middleId };
  return { lower, upper: { after: middleId, upTo: allIds.upTo }, contacts: expectedContacts };
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

/** Plans, settles and verifies half of the contacts here and half in another thread, which takes half the time. */
export class PlannerOnTwoThreads implements ShardPlanner {
  readonly #desk: PlanningDesk;
  readonly #thread: PlanningThread;
  #halves!: Halves;

  constructor(desk: PlanningDesk, thread: PlanningThread) {
    this.#desk = desk;
    this.#thread = thread;
  }

  /** Both connections begin their read transactions while no program can write, so that they see the same snapshot. */
  async beginSnapshot(selection: Selection | undefined): Promise<void> {
    const { database, store } = this.#desk;
    // While the thread starts.
    this.#halves = halve(this.#desk, selection);
    using gate = Store.open(database, { mode: 'read-write' });
    await gate.whileNobodyWrites(async () => {
      await this.#thread.call('beginSnapshot', null);
      store.beginSnapshot();
    });
  }

  async plan({ context, source }: PlanReading): Promise<PlannedContacts> {
    const { onContact, pause } = this.#desk;
    const { lower, upper, contacts } = this.#halves;
    const half = Math.ceil(contacts / 2);
    // The lower half's ledger has room for all: the upper half is appended to it.
    const answer = this.#thread.call('plan', { selection: lower, expectedContacts: 2 * half });
    const standing = 'after' in upper ? undefined : new StandingMails();
    const inputs = source.read(upper);
    const steps = planInSteps(standing?.countIn(inputs) ?? inputs, context, new Ledger(half, 'own'));
    const shard = await withPauses(steps, pause, (done) => onContact(2 * done));
    const other = await answer;
    if (other.standing !== undefined) standing?.merge(other.standing);
    const { passedOver } = source;
    passedOver.merge(other.passedOver);
    return { shard: mergeShards(other, shard), standing, passedOver: passedOver.data };
  }

  async settle(ledger: Ledger, context: PlanContext): Promise<void> {
    await this.#thread.call('adopt', { ledger: ledger.data });
    const middle = ledger.contactCount >> 1;
    const settled = this.#thread.call('settle', { from: 0, to: middle });
    await withPauses(settleInSteps(ledger, context, middle), this.#desk.pause);
    await settled;
  }

  async verify(ledger: Ledger, context: PlanContext): Promise<FoundViolations> {
    const { settings, pause } = this.#desk;
    const middle = ledger.contactCount >> 1;
    const lower = this.#thread.call('verify', { from: 0, to: middle });
    const upper = await withPauses(verifyInSteps(ledger, toVerifyRules(context, settings), middle), pause);
    const violations = new FoundViolations();
    violations.append(await lower);
    violations.append(upper);
    return violations;
  }

  async *prepare(
    _plan: VerifiedPlan,
    heldBack: HeldBack,
    batches: Iterable<readonly number[]>,
  ): AsyncGenerator<PreparedBatch> {
    await this.#thread.call('holdBack', { contactIds: heldBack });
    yield* this.#thread.prepareAll(batches);
  }
}
