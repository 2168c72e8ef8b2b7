import type { ContactChanges } from './diff-contact.ts';

/** What of a contact's changes takes mail away: deletions and rows that become skipped (spec 4.1, "Verify"). */
export function onlyWithdrawals(changes: ContactChanges): ContactChanges {
  return {
    ...changes,
    updates: changes.updates.filter(({ mail }) => mail.status === 'skipped'),
    inserts: changes.inserts.filter((mail) => mail.status === 'skipped'),
    targets: [],
  };
}
