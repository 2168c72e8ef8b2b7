import type { VerifiedPlan } from '../plan/verified-plan.ts';
import type { StalePlan } from '../settings/stale/stale-plan.ts';
import type { RunFindings } from './run-findings.ts';
import type { RunOptions } from './run-options.ts';

/**
 * Clears the stale marks that a run has seen. Contacts that are held back or could not be written stay stale, and so get
 * no mail (spec 6.3). The run clears no mark at all if too many contacts have violations, since none was placed, or if
 * more contacts were passed over than are named, since the marks to keep are not known.
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
