import { RecordHasher } from '../domain/arithmetic/order-free-checksum.ts';
import { hashRow } from '../domain/mail/hash-row.ts';
import type { RowContent } from '../domain/mail/row-content.ts';

const hex = (value: number): string => value.toString(16).padStart(8, '0');
const hasher = new RecordHasher();

/**
 * A hash of all columns of a row that the planner decides, 16 hexadecimal digits. An entry of `schedule_changes` has
 * that of the row after the change beside the columns that changed: an undo sees whether any other has changed since.
 */
export function rowHash(row: RowContent): string {
  const { high, low } = hashRow(hasher, 0, row);
  return hex(high) + hex(low);
}
