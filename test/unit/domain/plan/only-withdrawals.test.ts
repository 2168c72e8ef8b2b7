import { describe, expect, it } from 'vitest';
import type { ContactChanges } from '../../../../src/domain/plan/diff-contact.ts';
import { onlyWithdrawals } from '../../../../src/domain/plan/only-withdrawals.ts';
import { buildEvent, buildMail } from '../../../support/planned-mail-builder.ts';
import { buildRow } from '../../../support/schedule-row-builder.ts';

describe('the changes of a contact that is held back (spec 4.1)', () => {
  const row = buildRow();
  const placed = buildMail(buildEvent(), { row });
  const skipped = buildMail(buildEvent(), { row, status: 'skipped', skipReason: 'suppressed' });
  const changes: ContactChanges = {
    contactId: 7,
    deletes: [row],
    missed: [row],
    updates: [
      { row, mail: placed },
      { row, mail: skipped },
    ],
    inserts: [placed, skipped],
    openedIssues: [{ issue: 'state_mismatch', detail: 'x' }],
    resolvedIssues: ['missing_zip'],
    targets: [{ id: 11, status: 'scheduled' }],
  };

  it('are deletions and skips; nothing is placed', () => {
    expect(onlyWithdrawals(changes)).toEqual({
      ...changes,
      updates: [{ row, mail: skipped }],
      inserts: [skipped],
      targets: [],
    });
  });
});
