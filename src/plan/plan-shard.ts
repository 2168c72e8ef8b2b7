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

/** How often progress is told, in contacts. */
const progressStep = 1000;

function countIssues(plan: ContactPlan, counts: Record<string, number>): void {
  if (plan.issues.length === 0) return;
  for (const issue of new Set(plan.issues.map((found) => found.issue)))
    counts[issue] = (counts[issue] ?? 0) + 1;
}

/** Has the contact no rows yet, and will it have nothing written but rows that the ledger holds whole? */
const isOnlyNew = ({ rows }: ContactInput, changes: ContactChanges): boolean =>
  rows.length === 0 &&
  hasOnlyInserts(changes) &&
  changes.inserts.every(({ event }) => event.metadata === null);

/** Plans contacts one after another into an empty ledger. */
export function planShard(
  inputs: Iterable<ContactInput>,
  context: PlanContext,
  ledger: Ledger,
  onProgress: (contacts: number) => void,
): Shard {
  const odd = new OddValues();
  const shard: Shard = {
    ledger,
    contactsChecksum: new OrderFreeChecksum(),
    schedulesChecksum: new OrderFreeChecksum(),
    issues: {},
    odd: odd.counts,
  };
  const hasher = new RecordHasher();
  const sendTime = toSendTime(context.configuration.send_time);
  const isLive = (instanceId: number): boolean => context.campaigns.get(instanceId)?.live ?? false;
  let done = 0;
  for (const input of inputs) {
    const plan = planContact(input, context);
    const changes = diffContact(input, plan, sendTime, isLive);
    ledger.enter(plan, {
      changed: changes.updates.map(({ mail }) => mail),
      isDirty: hasChanges(changes),
      isOnlyNew: isOnlyNew(input, changes),
    });
    if (input.record !== undefined) shard.contactsChecksum.add(hashContact(hasher, input.record));
    for (const row of input.rows) {
      if (isOwned(row)) shard.schedulesChecksum.add(hashRow(hasher, row.contactId, row));
    }
    countIssues(plan, shard.issues);
    collectOddValues(odd, input, plan);
    if (++done % progressStep === 0) onProgress(done);
  }
  return shard;
}
