import { OrderFreeChecksum, RecordHasher } from '../domain/arithmetic/order-free-checksum.ts';
import { hashContact } from '../domain/contact/hash-contact.ts';
import { hashRow } from '../domain/mail/hash-row.ts';
import { isOwned } from '../domain/mail/schedule-row.ts';
import { findHistoryBound } from '../domain/plan/history-bound.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { allIds, ContactSource } from '../plan/contact-source.ts';
import type { Store } from '../store/store.ts';

/** The planner's rows and the contacts of a whole database. */
export interface Census {
  readonly schedules: OrderFreeChecksum;
  readonly contacts: OrderFreeChecksum;
  readonly preScheduled: number;
  readonly skipped: number;
}

/** Counts and sums up what a run at the moment of `context` reads. */
export function takeCensus(store: Store, context: PlanContext): Census {
  const hasher = new RecordHasher();
  const schedules = new OrderFreeChecksum();
  const contacts = new OrderFreeChecksum();
  let preScheduled = 0;
  for (const { record, rows } of new ContactSource(store, findHistoryBound(context)).readRange(allIds)) {
    if (record !== undefined) contacts.add(hashContact(hasher, record));
    for (const row of rows) {
      if (!isOwned(row)) continue;
      schedules.add(hashRow(hasher, row.contactId, row));
      if (row.status === 'pre-scheduled') preScheduled++;
    }
  }
  return { schedules, contacts, preScheduled, skipped: schedules.count - preScheduled };
}
