import type { Ledger } from '../../domain/ledger/ledger.ts';
import { NewRows } from '../../domain/ledger/new-rows.ts';
import type { RowContent } from '../../domain/mail/row-content.ts';
import type { SendwindowError } from '../../error/sendwindow-error.ts';
import type { Pause } from '../../plan/pause.ts';
import type { PreparedBatch, PreparedContact } from '../../plan/prepare-batch.ts';
import { readInserts } from '../../store/insert-columns.ts';
import type { RowsToInsert } from '../../store/schedule-writes.ts';
import type { Store } from '../../store/store.ts';
import { translateSqliteError } from '../../store/translate-sqlite-error.ts';
import { doByHalves } from './halve.ts';
import { isBusy, mayBeOfOneContact, type Retry, withRetry } from './retry.ts';
import type { UnwrittenContacts } from './unwritten.ts';
import { type ContactWriter, WriteTally, writeContact } from './write-contact.ts';

/** What applying needs to know. */
export interface ApplyRequest {
  readonly store: Store;
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
  /** Takes the contacts that cannot be written. */
  readonly unwritten: UnwrittenContacts;
  /** Awaited before every batch: where it rejects, the batches done so far stay. */
  readonly pause: Pause;
}

/** What was written. */
export interface ApplyResult {
  readonly tally: WriteTally;
  readonly batches: { count: number; retried: number };
  /** Contacts that another program has changed since they were planned: they are planned again. */
  readonly overtaken: readonly number[];
}

const isEmpty = (batch: PreparedBatch): boolean =>
  batch.fromLedger.length === 0 && batch.fresh.length === 0 && batch.changed.length === 0;

/** Writes prepared batches, one transaction each (spec 4.1, "Apply"). */
class BatchApplier {
  readonly #request: ApplyRequest;
  readonly #writer: ContactWriter;
  readonly #overtaken: number[] = [];
  readonly #tally = new WriteTally();
  readonly #batches = { count: 0, retried: 0 };

  constructor(request: ApplyRequest) {
    this.#request = request;
    this.#writer = {
      schedules: request.store.scheduleWrites(request.runId, request.now),
      contacts: request.store.contactWrites(request.runId, request.now),
    };
  }

  async apply(batches: AsyncIterable<PreparedBatch> | Iterable<PreparedBatch>): Promise<ApplyResult> {
    let done = 0;
    for await (const batch of batches) {
      await this.#request.pause();
      for (const contact of batch.overtaken) this.#overtaken.push(contact);
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
    try {
      this.#batches.retried += await withRetry(this.#request.retry, () => this.#writeBatch(batch));
    } catch (error) {
      if (!mayBeOfOneContact(error as SendwindowError)) throw error;
      this.#batches.retried += await this.#writeByHalves(batch);
    }
    this.#batches.count++;
  }

  /** Writes all contacts but those that cannot be written. Returns the number of further tries. */
  async #writeByHalves(batch: PreparedBatch): Promise<number> {
    const { retry, unwritten } = this.#request;
    const toError = (error: unknown) => translateSqliteError(error, retry.where);
    let tries = 0;
    await doByHalves(
      this.#listContacts(batch),
      async (contacts) => {
        const write = () => this.#commit(() => this.#writeContacts(contacts));
        tries += 1 + (await withRetry(retry, write, isBusy));
      },
      ({ contactId }, error) => {
        const { code, message } = toError(error);
        if (unwritten.add(contactId, `${code}: ${message}`)) throw toError(error);
      },
      (error) => mayBeOfOneContact(toError(error)),
    );
    return tries;
  }

  /** Writes a batch in one transaction; contact by contact only if another program has changed one of them since. */
  #writeBatch(batch: PreparedBatch): void {
    try {
      this.#commit(() => this.#writeAll(batch));
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error;
      this.#commit(() => this.#writeContacts(this.#listContacts(batch)));
    }
  }

  /** Counts only what was committed. */
  #commit(write: () => BatchOutcome): void {
    const { tally, overtaken } = this.#request.store.transaction(write);
    this.#tally.addAll(tally);
    for (const contact of overtaken) this.#overtaken.push(contact);
  }

  /**
   * Writes without a savepoint for each contact: SQLite copies every page that is changed inside a savepoint, which takes
   * as long as the change.
   *
   * @throws Overtaken if a row is no longer as it was read, or one of the same identity already exists
   */
  #writeAll(batch: PreparedBatch): BatchOutcome {
    const tally = new WriteTally();
    for (const contact of batch.changed) {
      if (!writeContact(contact, this.#writer)) throw new Overtaken();
      tally.addContact(contact);
    }
    for (const rows of this.#newRowsOf(batch)) {
      if (this.#writer.schedules.insertRows(rows) < rows.length) throw new Overtaken();
    }
    tally.addFresh(batch);
    return { tally, overtaken: [] };
  }

  /** Writes each contact as a whole or not at all. */
  #writeContacts(contacts: readonly PreparedContact[]): BatchOutcome {
    const tally = new WriteTally();
    const overtaken: number[] = [];
    for (const contact of contacts) {
      if (inSavepoint(this.#request.store, () => writeContact(contact, this.#writer)))
        tally.addContact(contact);
      else overtaken.push(contact.contactId);
    }
    return { tally, overtaken };
  }

  /** The contacts of a batch, each with everything that is written of it. */
  #listContacts(batch: PreparedBatch): PreparedContact[] {
    return withNewRows(batch.changed, this.#newRowsOf(batch));
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

/** Another program has changed a row, or inserted one of the same identity: what was written since is rolled back. */
class Overtaken extends Error {}

/** Rolls back what `write` has written if it returns false. */
function inSavepoint(store: Store, write: () => boolean): boolean {
  try {
    store.transaction(() => {
      if (!write()) throw new Overtaken();
    });
    return true;
  } catch (error) {
    if (error instanceof Overtaken) return false;
    throw error;
  }
}

/** Adds new rows to the contacts that they belong to; those of whom only rows are written come last. */
function withNewRows(changed: readonly PreparedContact[], lists: readonly RowsToInsert[]): PreparedContact[] {
  const contacts = new Map(changed.map((contact) => [contact.contactId, contact]));
  const nothing = { deletes: [], missed: [], updates: [], openedIssues: [], resolvedIssues: [], targets: [] };
  for (const list of lists) {
    const inserts = new Map<number, RowContent[]>();
    for (let row = 0; row < list.length; row++) {
      const contactId = list.contactOf(row);
      const rows = inserts.get(contactId) ?? [];
      rows.push(list.rowOf(row));
      inserts.set(contactId, rows);
    }
    for (const [contactId, rows] of inserts) {
      const contact = contacts.get(contactId) ?? { ...nothing, contactId, inserts: [] };
      contacts.set(contactId, { ...contact, inserts: [...contact.inserts, ...rows] });
    }
  }
  return [...contacts.values()];
}

/** Applies the batches of a verified plan in the order in which they come. */
export function applyPlan(
  request: ApplyRequest,
  batches: AsyncIterable<PreparedBatch> | Iterable<PreparedBatch>,
): Promise<ApplyResult> {
  return new BatchApplier(request).apply(batches);
}
