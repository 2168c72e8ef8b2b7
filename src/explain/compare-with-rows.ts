import { type ContactChanges, diffContact } from '../domain/plan/diff-contact.ts';
import { onlyWithdrawals } from '../domain/plan/only-withdrawals.ts';
import { toSendTime } from '../plan/plan-ledger.ts';
import type { OneContactPlan } from './plan-one-contact.ts';
import type { ExplainedContact } from './read-explained-contact.ts';

/** A run of the past is compared by its rows: issues and targets have no history to compare with. */
const onlyRows = (changes: ContactChanges): ContactChanges => ({
  ...changes,
  openedIssues: [],
  resolvedIssues: [],
  targets: [],
});

/** What a run would write of a contact, given its plan; with violations, only what withdraws mail. */
export function compareWithRows(
  { input, context, run }: ExplainedContact,
  { plan, violations }: OneContactPlan,
): ContactChanges {
  const isLive = (instanceId: number): boolean => context.campaigns.get(instanceId)?.live ?? false;
  const found = diffContact(input, plan, toSendTime(context.configuration.send_time), isLive);
  const changes = violations.length === 0 ? found : onlyWithdrawals(found);
  return run === null ? changes : onlyRows(changes);
}
