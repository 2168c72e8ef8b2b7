import { Ledger } from '../domain/ledger/ledger.ts';
import type { ContactInput } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { allIds, type ContactSource } from './contact-source.ts';
import type { FoundViolations } from './found-violations.ts';
import { withPauses } from './pause.ts';
import { settleInSteps } from './plan-ledger.ts';
import type { PlanReading } from './plan-reading.ts';
import { planInSteps } from './plan-shard.ts';
import type { PlanningDesk, Selection } from './planning-desk.ts';
import { BatchPreparer, type PreparedBatch } from './prepare-batch.ts';
import type { HeldBack, PlannedContacts, ShardPlanner } from './shard-planner.ts';
import { StandingMails } from './standing-mails.ts';
import type { VerifiedPlan } from './verified-plan.ts';
import { toVerifyRules, verifyInSteps } from './verify-ledger.ts';

/** The contacts of a partial run, each of which must exist. */
function* readExisting(
  source: ContactSource,
  ids: readonly number[],
  database: string,
): Generator<ContactInput> {
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

/** Plans, settles and verifies in this thread. */
export class PlannerHere implements ShardPlanner {
  readonly #desk: PlanningDesk;

  constructor(desk: PlanningDesk) {
    this.#desk = desk;
  }

  async beginSnapshot(): Promise<void> {
    this.#desk.store.beginSnapshot();
  }

  async plan({ context, source }: PlanReading, selection: Selection | undefined): Promise<PlannedContacts> {
    const { expectedContacts, onContact, pause } = this.#desk;
    const standing = selection && new StandingMails();
    const inputs = selection === undefined ? source.readRange(allIds) : this.#readSelected(source, selection);
    const ledger = new Ledger(selection?.ids.length ?? expectedContacts);
    const shard = await withPauses(
      planInSteps(standing?.countIn(inputs) ?? inputs, context, ledger),
      pause,
      onContact,
    );
    return { shard, standing, passedOver: source.passedOver.data };
  }

  async settle(ledger: Ledger, context: PlanContext): Promise<void> {
    await withPauses(settleInSteps(ledger, context), this.#desk.pause);
  }

  async verify(ledger: Ledger, context: PlanContext): Promise<FoundViolations> {
    const { settings, pause } = this.#desk;
    return await withPauses(verifyInSteps(ledger, toVerifyRules(context, settings)), pause);
  }

  *prepare(
    { source, context, ledger }: VerifiedPlan,
    heldBack: HeldBack,
    batches: Iterable<readonly number[]>,
  ): Generator<PreparedBatch> {
    const held = new Set(heldBack ?? []);
    const isHeldBack = (contactId: number): boolean => heldBack === null || held.has(contactId);
    const preparer = new BatchPreparer({ source, context, ledger, isHeldBack });
    for (const indices of batches) yield preparer.prepare(indices);
  }

  #readSelected(source: ContactSource, { ids, mustExist }: Selection): Iterable<ContactInput> {
    return mustExist ? readExisting(source, ids, this.#desk.database) : source.readSelected(ids);
  }
}
