import { OrderFreeChecksum, RecordHasher } from '../domain/arithmetic/order-free-checksum.ts';
import { hashContact } from '../domain/contact/hash-contact.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { hashRow } from '../domain/mail/hash-row.ts';
import { isOwned } from '../domain/mail/schedule-row.ts';
import { type ContactChanges, diffContact, hasChanges, hasOnlyInserts } from '../domain/plan/diff-contact.ts';
import { type ContactInput, type ContactPlan, planContact } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { collectOddValues, type OddCounts, OddValues } from './odd-values.ts';
import { toSendTime } from './plan-ledger.ts';

/** The plan of some contacts before balancing, and what was found while reading them. */
export interface Shard {
  readonly ledger: Ledger;
  readonly contactsChecksum: OrderFreeChecksum;
  readonly schedulesChecksum: OrderFreeChecksum;
  /** Contacts by issue. */
  readonly issues: Record<string, number>;
  /** What is odd about their rows and behaviour. */
  readonly odd: OddCounts;
}

/** Contacts of one step: planning them takes a few milliseconds. */
const stepSize = 256;

function countIssues(plan: ContactPlan, counts: Record<string, number>): void {
  if (plan.issues.length === 0) return;
  for (const issue of new Set(plan.issues.map((found) => found.issue)))
    counts[issue] = (counts[issue] ?? 0) + 1;
}

/** Does the contact have no rows yet, and does the ledger hold everything that will be written of it? */
const isOnlyNew = ({ rows }: ContactInput, changes: ContactChanges): boolean =>
  rows.length === 0 &&
  hasOnlyInserts(changes) &&
  changes.inserts.every(({ event }) => event.metadata === null);

/** Plans contacts into a ledger, and notes what is found of them. */
class ShardBuilder {
  readonly shard: Shard;
  readonly #context: PlanContext;
  readonly #sendTime: string;
  readonly #odd = new OddValues();
  readonly #hasher = new RecordHasher();

  constructor(context: PlanContext, ledger: Ledger) {
    this.#context = context;
    this.#sendTime = toSendTime(context.configuration.send_time);
    this.shard = {
      ledger,
      contactsChecksum: new OrderFreeChecksum(),
      schedulesChecksum: new OrderFreeChecksum(),
      issues: {},
      odd: this.#odd.counts,
    };
  }

  add(input: ContactInput): void {
    const { ledger, contactsChecksum, schedulesChecksum, issues } = this.shard;
    const plan = planContact(input, this.#context);
    const changes = diffContact(input, plan, this.#sendTime, this.#isLive);
    ledger.enter(plan, {
      changed: changes.updates.map(({ mail }) => mail),
      isDirty: hasChanges(changes),
      isOnlyNew: isOnlyNew(input, changes),
    });
    if (input.record !== undefined) contactsChecksum.add(hashContact(this.#hasher, input.record));
    for (const row of input.rows) {
      if (isOwned(row)) schedulesChecksum.add(hashRow(this.#hasher, row.contactId, row));
    }
    countIssues(plan, issues);
    collectOddValues(this.#odd, input, plan);
  }

  readonly #isLive = (instanceId: number): boolean => this.#context.campaigns.get(instanceId)?.live ?? false;
}

/** Plans contacts one after another into an empty ledger; yields after each step how many are planned. */
export function* planInSteps(
  inputs: Iterable<ContactInput>,
  context: PlanContext,
  ledger: Ledger,
): Generator<number, Shard, void> {
  const builder = new ShardBuilder(context, ledger);
  let done = 0;
  for (const input of inputs) {
    builder.add(input);
    if (++done % stepSize === 0) yield done;
  }
  return builder.shard;
}

/** The same without a pause. */
export function planShard(
  inputs: Iterable<ContactInput>,
  context: PlanContext,
  ledger: Ledger,
  onProgress: (contacts: number) => void,
): Shard {
  const steps = planInSteps(inputs, context, ledger);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    onProgress(value);
  }
}
