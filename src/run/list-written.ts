import type { PassedOverData } from '../plan/passed-over.ts';
import type { ApplyResult } from './apply/apply-plan.ts';
import type { RunFindings } from './run-findings.ts';

/**
 * Lists those of the contacts that were planned again whose rows now say what that plan says: they are no longer stale.
 * Contacts that were passed over, are held back, could not be written or were overtaken once more are left out. At most
 * 100 contacts that were passed over are named. If there are more, the others are not known, and the list is
 * empty.
 */
export function listWritten(
  contactIds: readonly number[],
  passedOver: PassedOverData,
  { quarantine, unwritten }: Pick<RunFindings, 'quarantine' | 'unwritten'>,
  { overtaken }: Pick<ApplyResult, 'overtaken'>,
): readonly number[] {
  const { heldBack } = quarantine;
  if (heldBack === null || passedOver.contacts > passedOver.contactIds.length) return [];
  const left = new Set([
    ...passedOver.contactIds,
    ...heldBack,
    ...overtaken,
    ...unwritten.list.map(({ contact }) => contact),
  ]);
  return contactIds.filter((id) => !left.has(id));
}
