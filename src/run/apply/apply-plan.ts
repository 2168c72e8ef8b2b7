import type { DatabaseSync } from 'node:sqlite';
import type { Ledger } from '../../domain/plan/ledger.ts';
import { NewRows } from '../../domain/plan/new-rows.ts';
import type { RowContent } from '../../domain/schedule/row-content.ts';
import { type ContactWrites, prepareContactWrites } from '../../store/contact-writes.ts';
import { readInserts } from '../../store/insert-columns.ts';
import {
  prepareScheduleWrites,
  type RowsToInsert,
  type ScheduleWrites,
} from '../../store/schedule-writes.ts';
import { transaction } from '../../store/transaction.ts';
import type { PreparedBatch, PreparedContact } from './prepare-batch.ts';
import { type Retry, withRetry } from './retry.ts';
import { WriteTally, writeContact } from './write-contact.ts';

/** What applying needs to know. */
export interface ApplyRequest {
  readonly db: DatabaseSync;
  /** The plan that the batches are of. */
  readonly ledger: Ledger;
  /** `HH:MM:SS` */
  readonly sendTime: string;
  readonly runId: string;
  /** UTC, `YYYY-MM-DD HH:MM:SS`. */
  readonly now: string;
  /** Count what would be written, and write nothing. */
  readonly dryRun: boolean;
  readonly retry: Retry;
  /** Called before every batch that writes; never in a dry run. */
  readonly beforeWrite: () => Promise<void>;
  readonly onBatch: (contactsDone: number) => void;
}

/** What was written. */
export interface ApplyResult {
  readonly tally: WriteTally;
  readonly batches: { count: number; retried: number };
  /** Contacts that somebody changed since they were planned: to be planned again. */
  readonly overtaken: readonly number[];
}

const isEmpty = (batch: PreparedBatch): boolean =>
  batch.fromLedger.length === 0 && batch.fresh.length === 0 && batch.changed.length === 0;

/** Writes prepared batches, one transaction each (spec 4.1, "Apply"). */
class BatchApplier {
  readonly #request: ApplyRequest;
  readonly #schedules: ScheduleWrites;
  readonly #contacts: ContactWrites;
  readonly #overtaken: number[] = [];
  readonly #tally = new WriteTally();
  readonly #batches = { count: 0, retried: 0 };

  constructor(request: ApplyRequest) {
    this.#request = request;
    this.#schedules = prepareScheduleWrites(request.db, request.runId, request.now);
    this.#contacts = prepareContactWrites(request.db, request.runId, request.now);
  }

  async apply(batches: AsyncIterable<PreparedBatch> | Iterable<PreparedBatch>): Promise<ApplyResult> {
    let done = 0;
    for await (const batch of batches) {
      this.#overtaken.push(...batch.overtaken);
      if (!isEmpty(batch)) await this.#applyBatch(batch);
      done += batch.contactCount;
      this.#request.onBatch(done);
    }
    return { tally: this.#tally, batches: this.#batches, overtaken: this.#overtaken };
  }

  async #applyBatch(batch: PreparedBatch): Promise<void> {
    if (this.#request.dryRun) {
      this.#tally.addFresh(batch);
      for (const contact of batch.changed) this.#tally.addContact(contact);
      return;
    }
    await this.#request.beforeWrite();
    this.#batches.retried += await withRetry(this.#request.retry, () => this.#writeBatch(batch));
    this.#batches.count++;
  }

  /** One transaction: all of it, or nothing. */
  #writeBatch(batch: PreparedBatch): void {
    const { db } = this.#request;
    let outcome: BatchOutcome;
    try {
      outcome = transaction(db, () => this.#writeContacts(batch.changed, () => this.#insertFresh(batch)));
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      const oneByOne = [...batch.changed, ...toContacts(this.#newRowsOf(batch))];
      outcome = transaction(db, () => this.#writeContacts(oneByOne, () => undefined));
    }
    this.#tally.addAll(outcome.tally);
    this.#overtaken.push(...outcome.overtaken);
  }

  /** Each contact whole or not at all; then the rows of contacts that only get new ones. */
  #writeContacts(
    contacts: readonly PreparedContact[],
    insertFresh: () => PreparedBatch | undefined,
  ): BatchOutcome {
    const tally = new WriteTally();
    const writer = { schedules: this.#schedules, contacts: this.#contacts };
    const overtaken: number[] = [];
    for (const contact of contacts) {
      if (inSavepoint(this.#request.db, () => writeContact(contact, writer))) tally.addContact(contact);
      else overtaken.push(contact.contactId);
    }
    const fresh = insertFresh();
    if (fresh !== undefined) tally.addFresh(fresh);
    return { tally, overtaken };
  }

  /** @throws Overtaken if a row of the same identity is there already: the batch is then written one by one. */
  #insertFresh(batch: PreparedBatch): PreparedBatch {
    for (const rows of this.#newRowsOf(batch)) {
      if (this.#schedules.insertRows(rows) < rows.length) throw new Overtaken();
    }
    return batch;
  }

  #newRowsOf({ fromLedger, fresh }: PreparedBatch): readonly RowsToInsert[] {
    const { ledger, sendTime } = this.#request;
    return [new NewRows(ledger, fromLedger, sendTime), readInserts(fresh)];
  }
}

/** What one transaction has written, and the contacts it left alone. */
interface BatchOutcome {
  readonly tally: WriteTally;
  readonly overtaken: readonly number[];
}

/** A row is no longer as it was read, or not absent any more: what was written since is rolled back. */
class Overtaken extends Error {}

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

/** The contacts of a batch's new rows, each by itself. */
function toContacts(lists: readonly RowsToInsert[]): PreparedContact[] {
  const contacts = new Map<number, RowContent[]>();
  for (const list of lists) {
    for (let row = 0; row < list.length; row++) {
      const contactId = list.contactOf(row);
      const rows = contacts.get(contactId) ?? [];
      rows.push(list.rowOf(row));
      contacts.set(contactId, rows);
    }
  }
  const nothing = { deletes: [], missed: [], updates: [], openedIssues: [], resolvedIssues: [], targets: [] };
  return [...contacts].map(([contactId, inserts]) => ({ ...nothing, contactId, inserts }));
}

/** Applies the batches of a verified plan in the order in which they come. */
export function applyPlan(
  request: ApplyRequest,
  batches: AsyncIterable<PreparedBatch> | Iterable<PreparedBatch>,
): Promise<ApplyResult> {
  return new BatchApplier(request).apply(batches);
}
