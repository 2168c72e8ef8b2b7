import type { VerifiedPlan } from '../plan/verified-plan.ts';
import type { StalePlan } from '../settings/stale/stale-plan.ts';
import type { RunFindings } from './run-findings.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Clears the stale marks that a run has seen. What is held back or could not be written stays stale, and so is not sent
 * (spec 6.3). Everything stays as stale as it is where too many contacts are in violation, since nothing of them was
 * placed, and where more contacts are passed over than are named, since nobody knows which ones to leave out.
 */
export function completeStale(
  { options }: { readonly options: Pick<RunOptions, 'runId' | 'dryRun' | 'contacts'> },
  stale: Pick<StalePlan, 'complete'>,
  { passedOver }: Pick<VerifiedPlan, 'passedOver'>,
  { quarantine, unwritten }: Pick<RunFindings, 'quarantine' | 'unwritten'>,
): void {
  const { heldBack } = quarantine;
  if (options.dryRun || heldBack === null || passedOver.contacts > passedOver.contactIds.length) return;
  const { runId, contacts } = options;
  const notWritten = unwritten.list.map(({ contact }) => contact);
  stale.complete({ runId, contacts, heldBack: [...heldBack, ...notWritten] });
}
