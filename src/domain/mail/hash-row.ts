import type { Hash64, RecordHasher } from '../arithmetic/order-free-checksum.ts';
import type { RowContent } from './row-content.ts';

/** The hash of what a row says: its contact and the columns that the planner decides, not its id or its times. */
export function hashRow(hasher: RecordHasher, contactId: number, row: RowContent): Hash64 {
  return hasher
    .begin()
    .number(contactId)
    .word(row.emailType)
    .number(row.eventDate)
    .number(row.idealDate)
    .number(row.sendDate)
    .word(row.sendTime)
    .word(row.status)
    .word(row.skipReason)
    .text(row.skipDetail)
    .word(row.adjustment)
    .number(row.priority)
    .number(row.instanceId)
    .number(row.targetId)
    .number(row.parentId)
    .word(row.emailTemplate)
    .word(row.smsTemplate)
    .text(row.metadata)
    .end();
}
