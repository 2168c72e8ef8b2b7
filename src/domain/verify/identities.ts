import { dateText } from './civil-date.ts';
import { isCampaignMail, isFollowup } from './mail-kind.ts';
import type { Finding, VerifiedMail } from './verified-plan.ts';

/**
 * How far apart, in days, two event dates of a type can be and still mean the same mail (spec 2.4). Two windows of one
 * contact may end within 59 days and call for a post-window mail each: only the same date is the same mail.
 */
const identityDays: ReadonlyMap<string, number> = new Map([
  ['birthday', 182],
  ['aep', 182],
  ['effective_date', 90],
]);

/** No two of a contact's pre-scheduled mails have one identity (spec 2.4): a finding on the later one in the list. */
export function checkIdentity(
  mail: VerifiedMail,
  index: number,
  planned: readonly VerifiedMail[],
): Finding | undefined {
  const twin = planned.find((other, at) => at < index && isSameMail(mail, other));
  return twin === undefined
    ? undefined
    : { rule: 'duplicate_identity', detail: `the same mail is also planned for ${dateText(twin.sendDate)}` };
}

function isSameMail(mail: VerifiedMail, other: VerifiedMail): boolean {
  if (isFollowup(mail)) return isFollowup(other) && mail.parentId === other.parentId;
  if (isCampaignMail(mail)) return isCampaignMail(other) && isSameEnrolment(mail, other);
  if (mail.emailType !== other.emailType) return false;
  return Math.abs(mail.eventDate - other.eventDate) <= (identityDays.get(mail.emailType) ?? 0);
}

/** One target of an instance; targets of one instance with the same event date are one event, too. */
function isSameEnrolment(mail: VerifiedMail, other: VerifiedMail): boolean {
  return (
    mail.instanceId === other.instanceId &&
    (mail.targetId === other.targetId || mail.eventDate === other.eventDate)
  );
}
