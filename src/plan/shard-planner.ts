import type { Ledger } from '../domain/ledger/ledger.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { FoundViolations } from './found-violations.ts';
import type { PassedOverData } from './passed-over.ts';
import type { PlanReading } from './plan-reading.ts';
import type { Shard } from './plan-shard.ts';
import type { Selection } from './planning-desk.ts';
import type { PreparedBatch } from './prepare-batch.ts';
import type { StandingData } from './standing-mails.ts';
import type { VerifiedPlan } from './verified-plan.ts';

/** Contacts that are planned, each by itself: nothing is balanced yet. */
export interface PlannedContacts {
  readonly shard: Shard;
  /** The pre-scheduled rows of a selection of contacts, counted; undefined: all contacts are planned. */
  readonly standing: StandingData | undefined;
  readonly passedOver: PassedOverData;
}

/** Contacts of which only withdrawals are applied; null: of all. */
export type HeldBack = readonly number[] | null;

/** Does the work that goes contact by contact: all of it in this thread, or half of it in another one. */
export interface ShardPlanner {
  /** Begins the snapshot that the plan is read from; `makePlan` ends it. */
  beginSnapshot(selection: Selection | undefined): Promise<void>;
  /** Reads and plans contacts; undefined: all of them. */
  plan(reading: PlanReading, selection: Selection | undefined): Promise<PlannedContacts>;
  /** Applies the limits of each contact to a balanced plan. */
  settle(ledger: Ledger, context: PlanContext): Promise<void>;
  /** Checks a settled plan. */
  verify(ledger: Ledger, context: PlanContext): Promise<FoundViolations>;
  /** Makes what is written of each batch of contacts, which are given by their index in the ledger. */
  prepare(
    plan: VerifiedPlan,
    heldBack: HeldBack,
    batches: Iterable<readonly number[]>,
  ): AsyncIterable<PreparedBatch> | Iterable<PreparedBatch>;
}
