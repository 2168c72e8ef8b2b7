import type { OrderFreeChecksum, RecordHasher } from '../../domain/arithmetic/order-free-checksum.ts';
import type { ContactChanges } from '../../domain/plan/diff-contact.ts';
import { hashRow } from '../../domain/schedule/hash-row.ts';
import { type RowContent, toRowContent } from '../../domain/schedule/row-content.ts';
import type { ScheduleRow } from '../../domain/schedule/schedule-row.ts';
import type { ContactWrites } from '../../store/contact-writes.ts';
import type { NewRow, ScheduleWrites } from '../../store/schedule-writes.ts';

/** Rows written so far. */
export interface WriteCounts {
  inserted: number;
  updated: number;
  deleted: number;
  missed: number;
}

export const noWrites = (): WriteCounts => ({ inserted: 0, updated: 0, deleted: 0, missed: 0 });

/** Writes of a batch, kept apart until it is committed: a batch that is rolled back leaves no trace in the report. */
export interface BatchResult {
  readonly counts: WriteCounts;
  readonly checksum: OrderFreeChecksum;
  readonly removed: OrderFreeChecksum;
}

const missedDetail = (row: ScheduleRow): string => `still pre-scheduled after ${row.sendDateText}`;

/** The content of a row that was missed: what the checksum sees. */
export const missedContent = (row: ScheduleRow): RowContent => ({
  ...row,
  status: 'skipped',
  skipReason: 'missed',
  skipDetail: missedDetail(row),
});

/** Keeps a batch's counts and checksum in step with what is written. */
export class ChangeTally {
  readonly #hasher: RecordHasher;
  readonly result: BatchResult;

  constructor(hasher: RecordHasher, result: BatchResult) {
    this.#hasher = hasher;
    this.result = result;
  }

  inserted(contactId: number, content: RowContent): void {
    this.result.counts.inserted++;
    this.result.checksum.add(hashRow(this.#hasher, contactId, content));
  }

  updated(row: ScheduleRow, content: RowContent): void {
    this.result.counts.updated++;
    this.result.removed.add(hashRow(this.#hasher, row.contactId, row));
    this.result.checksum.add(hashRow(this.#hasher, row.contactId, content));
  }

  missed(row: ScheduleRow): void {
    this.updated(row, missedContent(row));
    this.result.counts.missed++;
  }

  deleted(row: ScheduleRow): void {
    this.result.counts.deleted++;
    this.result.removed.add(hashRow(this.#hasher, row.contactId, row));
  }
}

/** Enters a contact's changes without writing them: a dry run. */
export function tallyContact(changes: ContactChanges, sendTime: string, tally: ChangeTally): void {
  for (const row of changes.deletes) tally.deleted(row);
  for (const row of changes.missed) tally.missed(row);
  for (const { row, mail } of changes.updates) tally.updated(row, toRowContent(mail, sendTime));
  for (const mail of changes.inserts) tally.inserted(changes.contactId, toRowContent(mail, sendTime));
}

/** Where one batch's writes go. Inserts wait in `inserts`, to be written many at a time. */
export interface BatchWriter {
  readonly schedules: ScheduleWrites;
  readonly contacts: ContactWrites;
  readonly inserts: NewRow[];
  readonly sendTime: string;
}

/** Withdrawals first, then the rest. False: a row is no longer as it was read. */
function writeExistingRows(changes: ContactChanges, writer: BatchWriter): boolean {
  const { schedules, sendTime } = writer;
  return (
    changes.deletes.every((row) => schedules.deleteRow(row)) &&
    changes.missed.every((row) => schedules.markRowMissed(row, missedDetail(row))) &&
    changes.updates.every(({ row, mail }) => schedules.updateRow(row, toRowContent(mail, sendTime)))
  );
}

/**
 * Writes one contact's changes inside the batch's transaction. False: a row was changed since it was read; the caller
 * takes back what this contact wrote and plans it again.
 */
export function writeContact(changes: ContactChanges, writer: BatchWriter): boolean {
  if (!writeExistingRows(changes, writer)) return false;
  const { contactId } = changes;
  for (const { issue, detail } of changes.openedIssues) writer.contacts.openIssue(contactId, issue, detail);
  for (const issue of changes.resolvedIssues) writer.contacts.resolveIssue(contactId, issue);
  for (const { id, status } of changes.targets) writer.contacts.setTargetStatus(id, status);
  for (const mail of changes.inserts) {
    writer.inserts.push({ contactId, content: toRowContent(mail, writer.sendTime) });
  }
  return true;
}
