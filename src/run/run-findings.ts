import { describeBounds, tooManyRows } from '../plan/describe-bounds.ts';
import type { VerifiedPlan } from '../plan/verified-plan.ts';
import { Quarantine } from './apply/quarantine.ts';
import { UnwrittenContacts } from './apply/unwritten.ts';

/** What a run has found so far that a person must know. */
export interface RunFindings {
  readonly warnings: string[];
  readonly quarantine: Quarantine;
  readonly unwritten: UnwrittenContacts;
}

export const noFindings = (): RunFindings => ({
  warnings: [],
  quarantine: new Quarantine(),
  unwritten: new UnwrittenContacts(),
});

/** Adds what a plan says: its violations, the bounds that it met, and the contacts of which it holds nothing. */
export function addPlanFindings({ warnings, quarantine, unwritten }: RunFindings, plan: VerifiedPlan): void {
  for (const warning of describeBounds(plan)) if (!warnings.includes(warning)) warnings.push(warning);
  for (const contactId of plan.passedOver.contactIds) unwritten.add(contactId, tooManyRows);
  quarantine.add(plan.violations);
}
