import {
  type ChecksumState,
  OrderFreeChecksum,
  RecordHasher,
} from '../domain/arithmetic/order-free-checksum.ts';
import type { ContactIssue } from '../domain/contact/contact.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { isWrittenFromLedger, listByEventDate, readNewRow } from '../domain/ledger/new-rows.ts';
import { hashRow } from '../domain/mail/hash-row.ts';
import { type RowContent, toRowContent } from '../domain/mail/row-content.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import {
  type ContactChanges,
  changesMoreThanRows,
  changesRows,
  diffContact,
  hasChanges,
} from '../domain/plan/diff-contact.ts';
import { onlyWithdrawals } from '../domain/plan/only-withdrawals.ts';
import { type ContactInput, planContact } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { finishContact } from '../domain/settle/finish-contact.ts';
import { InsertColumns, type InsertData } from '../store/insert-columns.ts';
import type { ContactSource } from './contact-source.ts';
import { toSendTime, toSettleRules } from './plan-ledger.ts';

/** What is written for one contact: its changes, as rows. */
export interface PreparedContact {
  readonly contactId: number;
  readonly deletes: readonly ScheduleRow[];
  readonly missed: readonly ScheduleRow[];
  readonly updates: readonly { readonly row: ScheduleRow; readonly content: RowContent }[];
  readonly inserts: readonly RowContent[];
  readonly openedIssues: readonly ContactIssue[];
  readonly resolvedIssues: readonly string[];
  readonly targets: ContactChanges['targets'];
}

/** A batch that is ready to be written; plain data, so that one thread can prepare it and another write it. */
export interface PreparedBatch {
  /** Contacts looked at. */
  readonly contactCount: number;
  /** Mails of the ledger, by index, whose rows are written as it has them: most of a first run. */
  readonly fromLedger: Uint32Array;
  /** Rows of the other contacts that get new rows and lose or change none. */
  readonly fresh: InsertData;
  /** Of the rows of both. */
  readonly freshChecksum: ChecksumState;
  readonly changed: readonly PreparedContact[];
  /** Contacts that are no longer as they were planned. */
  readonly overtaken: readonly number[];
}

/** What preparing needs to know. */
export interface PreparerRequest {
  readonly source: ContactSource;
  readonly context: PlanContext;
  readonly ledger: Ledger;
  /** Contacts of which only withdrawals are applied: verification has found violations in their placements. */
  readonly isHeldBack: (contactId: number) => boolean;
}

const byEventDate = (a: RowContent, b: RowContent): number => a.eventDate - b.eventDate;

/** The rows of a batch while it is being prepared. */
class BatchBuilder {
  readonly #fromLedger: number[] = [];
  readonly #fresh = new InsertColumns();
  readonly #checksum = new OrderFreeChecksum();
  readonly #hasher = new RecordHasher();
  readonly changed: PreparedContact[] = [];
  readonly overtaken: number[] = [];

  addFromLedger(mail: number, contactId: number, row: RowContent): void {
    this.#fromLedger.push(mail);
    this.#checksum.add(hashRow(this.#hasher, contactId, row));
  }

  addFresh(contactId: number, row: RowContent): void {
    this.#fresh.add(contactId, row);
    this.#checksum.add(hashRow(this.#hasher, contactId, row));
  }

  build(contactCount: number): PreparedBatch {
    return {
      contactCount,
      fromLedger: Uint32Array.from(this.#fromLedger),
      fresh: this.#fresh.data,
      freshChecksum: this.#checksum.state,
      changed: this.changed,
      overtaken: this.overtaken,
    };
  }
}

/**
 * Makes the rows of contacts of a verified plan. Most that have none yet are written as the ledger has them; the others
 * are read and planned again, given their balanced dates, and compared with what the database holds (spec 4.1).
 */
export class BatchPreparer {
  readonly #request: PreparerRequest;
  readonly #sendTime: string;

  constructor(request: PreparerRequest) {
    this.#request = request;
    this.#sendTime = toSendTime(request.context.configuration.send_time);
  }

  /** @param indices of the ledger's contacts, ascending */
  prepare(indices: readonly number[]): PreparedBatch {
    const { ledger, source, isHeldBack } = this.#request;
    const batch = new BatchBuilder();
    const again = new Map<number, number>();
    const fromLedger = new Map<number, number>();
    for (const index of indices) {
      const contactId = ledger.contacts.id[index] as number;
      const isNew = isWrittenFromLedger(ledger, index) && !isHeldBack(contactId);
      (isNew ? fromLedger : again).set(contactId, index);
    }
    // Another process may have given them rows since they were planned.
    const withRows = source.findContactsWithRows([...fromLedger.keys()]);
    for (const [contactId, index] of fromLedger) {
      if (withRows.has(contactId)) batch.overtaken.push(contactId);
      else this.#addFromLedger(batch, index, contactId);
    }
    for (const input of source.readSelected([...again.keys()])) {
      const changes = this.#findChanges(input, again.get(input.id) as number);
      if (changes === undefined) batch.overtaken.push(input.id);
      else if (hasChanges(changes)) this.#addChanges(batch, changes);
    }
    return batch.build(indices.length);
  }

  #addFromLedger(batch: BatchBuilder, index: number, contactId: number): void {
    const { ledger } = this.#request;
    for (const mail of listByEventDate(ledger, index)) {
      batch.addFromLedger(mail, contactId, readNewRow(ledger, mail, this.#sendTime));
    }
  }

  #addChanges(batch: BatchBuilder, changes: ContactChanges): void {
    const prepared = this.#toPrepared(changes);
    if (changesRows(changes)) {
      // Another process may change these rows first, so this contact is written separately.
      batch.changed.push(prepared);
      return;
    }
    if (changesMoreThanRows(changes)) batch.changed.push({ ...prepared, inserts: [] });
    for (const row of prepared.inserts) batch.addFresh(changes.contactId, row);
  }

  /** Undefined: the contact has changed since it was planned. */
  #findChanges(input: ContactInput, index: number): ContactChanges | undefined {
    const { ledger, context, isHeldBack } = this.#request;
    const plan = planContact(input, context);
    if (!finishContact(plan, ledger, index, toSettleRules(context))) return undefined;
    const isLive = (instanceId: number): boolean => context.campaigns.get(instanceId)?.live ?? false;
    const changes = diffContact(input, plan, this.#sendTime, isLive);
    return isHeldBack(input.id) ? onlyWithdrawals(changes) : changes;
  }

  #toPrepared({ updates, inserts, ...changes }: ContactChanges): PreparedContact {
    return {
      ...changes,
      updates: updates.map(({ row, mail }) => ({ row, content: toRowContent(mail, this.#sendTime) })),
      inserts: inserts.map((mail) => toRowContent(mail, this.#sendTime)).sort(byEventDate),
    };
  }
}
