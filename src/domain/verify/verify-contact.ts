import { createExcludedDateCheck } from './excluded-dates.ts';
import { createCampaignStartCheck, createCappedCheck, createEarliestCheck } from './first-date.ts';
import { createFrequencyCheck } from './frequency.ts';
import { checkIdentity } from './identities.ts';
import { createLastDateCheck } from './last-date.ts';
import { checkEligible, createSuppressionCheck } from './recipient.ts';
import { createStateWindows } from './state-windows.ts';
import type {
  Finding,
  MailCheck,
  OccupiedMail,
  VerifiedContact,
  VerifiedMail,
  VerifyRules,
  Violation,
} from './verified-plan.ts';

export type {
  OccupiedMail,
  VerifiedCampaign,
  VerifiedContact,
  VerifiedMail,
  VerifyRules,
  ViolatedRule,
  Violation,
} from './verified-plan.ts';

/** Judges all mails of one contact as they would be after the run; an empty list: no violation. */
export type VerifyContact = (
  contact: VerifiedContact,
  mails: readonly VerifiedMail[],
  occupied: readonly OccupiedMail[],
) => Violation[];

/**
 * The independent check of a plan (spec 4.1). It shares no placement code with the planner, not even a calendar: it
 * judges what would be written by the specification and the contact's own dates alone. Skipped mails are not judged,
 * and neither are rows outside the run. A mail yields one violation per rule that it breaks.
 */
export function createVerifier(rules: VerifyRules): VerifyContact {
  const mailChecks = createMailChecks(rules);
  const checkFrequency = createFrequencyCheck(rules);
  return (contact, mails, occupied) => {
    const violations: Violation[] = [];
    const planned = mails.filter((mail) => mail.status === 'pre-scheduled');
    for (const [index, mail] of planned.entries()) {
      for (const check of mailChecks) record(violations, contact, mail, check(contact, mail));
      record(violations, contact, mail, checkIdentity(mail, index, planned));
      record(violations, contact, mail, checkFrequency(mail, planned, occupied));
    }
    return violations;
  };
}

function createMailChecks(rules: VerifyRules): readonly MailCheck[] {
  const windows = createStateWindows(rules);
  return [
    checkEligible,
    createSuppressionCheck(rules),
    createExcludedDateCheck(rules, windows),
    createEarliestCheck(rules),
    createCampaignStartCheck(rules),
    createLastDateCheck(rules, windows),
    createCappedCheck(rules),
  ];
}

function record(
  violations: Violation[],
  contact: VerifiedContact,
  mail: VerifiedMail,
  finding: Finding | undefined,
): void {
  if (finding !== undefined) violations.push({ contactId: contact.id, mail, ...finding });
}
