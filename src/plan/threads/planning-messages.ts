import type { ChecksumState } from '../../domain/arithmetic/order-free-checksum.ts';
import type { LedgerData } from '../../domain/ledger/ledger-tables.ts';
import type { ContactSelection } from '../../store/contact-selection.ts';
import type { PlanSettings } from '../build-plan-context.ts';
import type { ViolationData } from '../found-violations.ts';
import type { OddCounts } from '../odd-values.ts';
import type { PassedOverData } from '../passed-over.ts';
import type { PreparedBatch } from '../prepare-batch.ts';
import type { StandingData } from '../standing-mails.ts';

/** What a planning thread is started with. */
export interface ThreadSetup {
  readonly database: string;
  /** The run that it plans for. */
  readonly runId: string;
  readonly settings: Omit<PlanSettings, 'now'>;
  /** ISO 8601, UTC. */
  readonly now: string;
}

/** A shard of the plan: the contacts of one span or list, and what was found while reading them. */
export interface PlannedShard {
  readonly ledger: LedgerData;
  readonly contactsChecksum: ChecksumState;
  readonly schedulesChecksum: ChecksumState;
  readonly issues: Readonly<Record<string, number>>;
  readonly odd: OddCounts;
  readonly passedOver: PassedOverData;
  /** Of a list of contacts. */
  readonly standing: StandingData | undefined;
}

/** What a planning thread can be asked, and what it answers. */
export interface PlanningCalls {
  /** Begins the read transaction from which the shard is planned. */
  beginSnapshot: { request: null; answer: null };
  /** Plans the contacts of a span or a list, and ends the read transaction. */
  plan: { request: { selection: ContactSelection; expectedContacts: number }; answer: PlannedShard };
  /** Takes over the plan of all contacts, of which some are held back. */
  adopt: { request: { ledger: LedgerData }; answer: null };
  /** Settles the contacts [from, to) of the adopted plan, which is in shared memory. */
  settle: { request: { from: number; to: number }; answer: null };
  /** Verifies the contacts [from, to) of the adopted plan. */
  verify: { request: { from: number; to: number }; answer: ViolationData };
  /** Says of which contacts only withdrawals are applied; null: of all. */
  holdBack: { request: { contactIds: readonly number[] | null }; answer: null };
  /** Copies what the log holds by now into the database. */
  copyLog: { request: null; answer: null };
  /** Prepares a batch of contacts of the adopted plan, by index. */
  prepare: { request: { indices: readonly number[] }; answer: PreparedBatch };
}

export type CallName = keyof PlanningCalls;

/** A call on its way to the thread; `id` comes back with the answer. */
export interface CallMessage {
  readonly id: number;
  readonly call: CallName;
  readonly request: unknown;
}

/** What comes back: an answer, a failure, or how many contacts have been planned so far. */
export type ThreadMessage =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: { readonly code: string; readonly message: string } }
  | { readonly planned: number };
