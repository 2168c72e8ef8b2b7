import { OrderFreeChecksum, RecordHasher } from '../../domain/arithmetic/order-free-checksum.ts';
import { hashRow } from '../../domain/mail/hash-row.ts';
import type { RowContent } from '../../domain/mail/row-content.ts';
import type { ScheduleRow } from '../../domain/mail/schedule-row.ts';
import type { PreparedBatch, PreparedContact } from '../../plan/prepare-batch.ts';
import type { ContactWrites } from '../../store/contact-writes.ts';
import type { ScheduleWrites } from '../../store/schedule-writes.ts';

/** Rows written so far. */
export interface WriteCounts {
  inserted: number;
  updated: number;
  deleted: number;
}

/** Writes, kept apart until they are committed: a batch that is rolled back leaves no trace in the report. */
export class WriteTally {
  readonly counts: WriteCounts = { inserted: 0, updated: 0, deleted: 0 };
  /** What the written rows say now, and what they, or deleted ones, said before. */
  readonly written = new OrderFreeChecksum();
  readonly removed = new OrderFreeChecksum();
  readonly #hasher = new RecordHasher();

  addFresh({ fromLedger, fresh, freshChecksum }: PreparedBatch): void {
    this.counts.inserted += fromLedger.length + fresh.length;
    this.written.merge(freshChecksum);
  }

  addContact({ contactId, deletes, missed, updates, inserts }: PreparedContact): void {
    for (const row of deletes) this.#remove(row);
    for (const row of missed) this.#replace(row, missedContent(row));
    for (const { row, content } of updates) this.#replace(row, content);
    for (const row of inserts) this.written.add(hashRow(this.#hasher, contactId, row));
    this.counts.deleted += deletes.length;
    this.counts.updated += missed.length + updates.length;
    this.counts.inserted += inserts.length;
  }

  addAll(other: WriteTally): void {
    this.counts.inserted += other.counts.inserted;
    this.counts.updated += other.counts.updated;
    this.counts.deleted += other.counts.deleted;
    this.written.merge(other.written.state);
    this.removed.merge(other.removed.state);
  }

  #remove(row: ScheduleRow): void {
    this.removed.add(hashRow(this.#hasher, row.contactId, row));
  }

  #replace(row: ScheduleRow, content: RowContent): void {
    this.#remove(row);
    this.written.add(hashRow(this.#hasher, row.contactId, content));
  }
}

const missedDetail = (row: ScheduleRow): string => `still pre-scheduled after ${row.sendDateText}`;

/** The new content of a row that was missed. */
const missedContent = (row: ScheduleRow): RowContent => ({
  ...row,
  status: 'skipped',
  skipReason: 'missed',
  skipDetail: missedDetail(row),
});

/** The statements that one contact's changes need. */
export interface ContactWriter {
  readonly schedules: ScheduleWrites;
  readonly contacts: ContactWrites;
}

/** Writes withdrawals first, then the rest. False: a row is no longer as it was read, or an identity is taken. */
function writeRows(contact: PreparedContact, schedules: ScheduleWrites): boolean {
  return (
    contact.deletes.every((row) => schedules.deleteRow(row)) &&
    contact.missed.every((row) => schedules.markRowMissed(row, missedDetail(row))) &&
    contact.updates.every(({ row, content }) => schedules.updateRow(row, content)) &&
    contact.inserts.every((row) => schedules.insertRow(contact.contactId, row))
  );
}

/**
 * Writes one contact's changes inside the batch's transaction. False: a row was changed since it was read; the caller
 * takes back what this contact wrote and plans it again.
 */
export function writeContact(contact: PreparedContact, writer: ContactWriter): boolean {
  if (!writeRows(contact, writer.schedules)) return false;
  const { contactId } = contact;
  for (const { issue, detail } of contact.openedIssues) writer.contacts.openIssue(contactId, issue, detail);
  for (const issue of contact.resolvedIssues) writer.contacts.resolveIssue(contactId, issue);
  for (const { id, status } of contact.targets) writer.contacts.setTargetStatus(id, status);
  return true;
}
