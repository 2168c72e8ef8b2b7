import type { DatabaseSync } from 'node:sqlite';
import { prepareRunReads } from '../store/run-reads.ts';

/** The view `sendable_emails` withholds by the statuses of the configuration in force. */
export function keepSuppressedStatuses(db: DatabaseSync, statuses: readonly string[]): void {
  const reads = prepareRunReads(db);
  const wanted = [...statuses].sort();
  if (reads.listSuppressedStatuses().join('\n') !== wanted.join('\n'))
    reads.replaceSuppressedStatuses(wanted);
}
