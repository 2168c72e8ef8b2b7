import type { DatabaseSync } from 'node:sqlite';
import { OrderFreeChecksum, RecordHasher } from '../../domain/arithmetic/order-free-checksum.ts';
import { type ContactChanges, diffContact, hasChanges } from '../../domain/plan/diff-contact.ts';
import { finishContact } from '../../domain/plan/finish-contact.ts';
import type { Ledger } from '../../domain/plan/ledger.ts';
import { onlyWithdrawals } from '../../domain/plan/only-withdrawals.ts';
import { type ContactInput, planContact } from '../../domain/plan/plan-contact.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import { type ContactWrites, prepareContactWrites } from '../../store/contact-writes.ts';
import { prepareScheduleWrites, type ScheduleWrites } from '../../store/schedule-writes.ts';
import { transaction } from '../../store/transaction.ts';
import type { ContactSource } from '../plan/contact-source.ts';
import { toSendTime } from '../plan/plan-ledger.ts';
import { type Retry, withRetry } from './retry.ts';
import {
  type BatchResult,
  type BatchWriter,
  ChangeTally,
  noWrites,
  tallyContact,
  writeContact,
} from './write-contact.ts';

/** What applying needs to know. */
export interface ApplyRequest {
  readonly db: DatabaseSync;
  readonly source: ContactSource;
  readonly context: PlanContext;
  readonly ledger: Ledger;
  readonly runId: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  /** Count what would be written, and write nothing. */
  readonly dryRun: boolean;
  /** Contacts of which only withdrawals are applied: verification objected to their placements. */
  readonly isHeldBack: (contactId: number) => boolean;
  readonly retry: Retry;
  /** Called before every batch that writes; never in a dry run. */
  readonly beforeFirstWrite: () => Promise<void>;
  readonly onBatch: (contactsDone: number) => void;
}

/** What was written. */
export interface ApplyResult {
  readonly written: BatchResult;
  readonly batches: { count: number; retried: number };
  /** Contacts that somebody changed since they were planned: to be planned again. */
  readonly overtaken: readonly number[];
}

const emptyBatch = (): BatchResult => ({
  counts: noWrites(),
  checksum: new OrderFreeChecksum(),
  removed: new OrderFreeChecksum(),
});

function mergeBatch(into: BatchResult, from: BatchResult): void {
  into.counts.inserted += from.counts.inserted;
  into.counts.updated += from.counts.updated;
  into.counts.deleted += from.counts.deleted;
  into.counts.missed += from.counts.missed;
  into.checksum.merge(from.checksum);
  into.removed.merge(from.removed);
}

/** Applies a verified plan in batches of one transaction each (spec 4.1, "Apply"). */
class PlanApplier {
  readonly #request: ApplyRequest;
  readonly #hasher = new RecordHasher();
  readonly #sendTime: string;
  readonly #schedules: ScheduleWrites;
  readonly #contacts: ContactWrites;
  readonly #overtaken: number[] = [];
  readonly #written = emptyBatch();
  readonly #batches = { count: 0, retried: 0 };

  constructor(request: ApplyRequest) {
    this.#request = request;
    this.#sendTime = toSendTime(request.context.configuration.send_time);
    this.#schedules = prepareScheduleWrites(request.db, request.runId, request.now);
    this.#contacts = prepareContactWrites(request.db, request.runId, request.now);
  }

  async apply(contacts: Iterable<readonly number[]>): Promise<ApplyResult> {
    let done = 0;
    for (const batch of contacts) {
      const changes = this.#findChanges(batch);
      if (changes.length > 0) await this.#applyBatch(changes);
      done += batch.length;
      this.#request.onBatch(done);
    }
    return { written: this.#written, batches: this.#batches, overtaken: this.#overtaken };
  }

  /** Reads and plans the contacts of a batch again, and compares. */
  #findChanges(batch: readonly number[]): ContactChanges[] {
    const { ledger, source } = this.#request;
    const changes: ContactChanges[] = [];
    const wanted = new Map(batch.map((index) => [ledger.contacts.id[index] as number, index]));
    for (const input of source.readSelected([...wanted.keys()])) {
      const found = this.#findContactChanges(input, wanted.get(input.id) as number);
      if (found !== undefined && hasChanges(found)) changes.push(found);
    }
    return changes;
  }

  #findContactChanges(input: ContactInput, index: number): ContactChanges | undefined {
    const { ledger, context, isHeldBack } = this.#request;
    const plan = planContact(input, context);
    if (!finishContact(plan, ledger, index, context.configuration.frequency)) {
      this.#overtaken.push(input.id);
      return undefined;
    }
    const isLive = (instanceId: number): boolean => context.campaigns.get(instanceId)?.live ?? false;
    const changes = diffContact(input, plan, this.#sendTime, isLive);
    return isHeldBack(input.id) ? onlyWithdrawals(changes) : changes;
  }

  async #applyBatch(changes: readonly ContactChanges[]): Promise<void> {
    if (this.#request.dryRun) {
      const tally = new ChangeTally(this.#hasher, emptyBatch());
      for (const contact of changes) tallyContact(contact, this.#sendTime, tally);
      mergeBatch(this.#written, tally.result);
      return;
    }
    await this.#request.beforeFirstWrite();
    const retried = await withRetry(this.#request.retry, () => {
      const { result, overtaken } = this.#writeBatch(changes);
      mergeBatch(this.#written, result);
      this.#overtaken.push(...overtaken);
    });
    this.#batches.count++;
    this.#batches.retried += retried;
  }

  /** One transaction: all of it, or nothing. */
  #writeBatch(changes: readonly ContactChanges[]): BatchOutcome {
    try {
      return transaction(this.#request.db, () => this.#writeTogether(changes));
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      return transaction(this.#request.db, () => this.#writeOneByOne(changes));
    }
  }

  /** Inserts of all contacts many at a time; whole contacts are taken back where an existing row has changed. */
  #writeTogether(changes: readonly ContactChanges[]): BatchOutcome {
    const tally = new ChangeTally(this.#hasher, emptyBatch());
    const writer = this.#createWriter();
    const overtaken = changes.filter((contact) => !this.#writeWhole(contact, writer, tally, noInserts));
    if (this.#schedules.insertRows(writer.inserts) < writer.inserts.length) throw new Overtaken();
    return { result: tally.result, overtaken: overtaken.map(({ contactId }) => contactId) };
  }

  /** After an insert has met a row that was not there when it was planned: finds out whose it was. */
  #writeOneByOne(changes: readonly ContactChanges[]): BatchOutcome {
    const tally = new ChangeTally(this.#hasher, emptyBatch());
    const insertAll = (writer: BatchWriter): boolean =>
      this.#schedules.insertRows(writer.inserts) === writer.inserts.length;
    const overtaken = changes.filter(
      (contact) => !this.#writeWhole(contact, this.#createWriter(), tally, insertAll),
    );
    return { result: tally.result, overtaken: overtaken.map(({ contactId }) => contactId) };
  }

  #createWriter(): BatchWriter {
    return { schedules: this.#schedules, contacts: this.#contacts, inserts: [], sendTime: this.#sendTime };
  }

  /** All of a contact's changes or none. */
  #writeWhole(
    changes: ContactChanges,
    writer: BatchWriter,
    tally: ChangeTally,
    insert: (writer: BatchWriter) => boolean,
  ): boolean {
    const canBeOvertaken = changes.deletes.length + changes.missed.length + changes.updates.length > 0;
    const write = (): boolean => writeContact(changes, writer) && insert(writer);
    if (insert === noInserts && !canBeOvertaken) write();
    else if (!inSavepoint(this.#request.db, write)) return false;
    tallyContact(changes, this.#sendTime, tally);
    return true;
  }
}

/** What one transaction has written, and the contacts it left alone. */
interface BatchOutcome {
  readonly result: BatchResult;
  readonly overtaken: readonly number[];
}

/** A row is no longer as it was read, or not absent any more: what was written since is rolled back. */
class Overtaken extends Error {}

/** Inserts that are left for later. */
const noInserts = (): boolean => true;

/** Takes back what `write` has written if it says false. */
function inSavepoint(db: DatabaseSync, write: () => boolean): boolean {
  try {
    transaction(db, () => {
      if (!write()) throw new Overtaken();
    });
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/** Applies a plan to the contacts at the given ledger indices, batch by batch, in the order given. */
export function applyPlan(request: ApplyRequest, batches: Iterable<readonly number[]>): Promise<ApplyResult> {
  return new PlanApplier(request).apply(batches);
}
