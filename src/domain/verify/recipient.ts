import { campaignOf } from './mail-kind.ts';
import type { MailCheck, VerifyRules } from './verified-plan.ts';

/** An ineligible contact has no events, so it gets no mail (spec 2.2). */
export const checkEligible: MailCheck = (contact) =>
  contact.eligible ? undefined : { rule: 'ineligible', detail: 'the contact is not eligible for any mail' };

/**
 * A suppressed contact gets no mail (spec 2.6, rule 2). One who has only unsubscribed still gets transactional
 * campaign mail, but not its follow-ups (spec 2.4).
 */
export function createSuppressionCheck({ campaigns }: VerifyRules): MailCheck {
  return (contact, mail) => {
    if (contact.suppression === 'none') return undefined;
    const isAllowed =
      contact.suppression === 'unsubscribed_only' && campaignOf(mail, campaigns)?.transactional;
    return isAllowed
      ? undefined
      : { rule: 'suppressed', detail: `the contact's suppression is ${contact.suppression}` };
  };
}
