import type { VerifiedCampaign } from './verified-plan.ts';

/** The fields by which a mail's kind is known, of a planned row as of one that went out. */
export interface KindOfMail {
  readonly emailType: string;
  readonly instanceId: number | null;
}

/** One of the four follow-up types (spec 2.8). A campaign's follow-up is a follow-up, no campaign mail. */
export function isFollowup(mail: KindOfMail): boolean {
  return mail.emailType.startsWith('followup_');
}

/** A mail of type `campaign_<name>` (spec 2.4). */
export function isCampaignMail(mail: KindOfMail): boolean {
  return mail.emailType.startsWith('campaign_');
}

/** The instance of a campaign mail; undefined for all other mail, and for an instance that does not exist. */
export function campaignOf(
  mail: KindOfMail,
  campaigns: ReadonlyMap<number, VerifiedCampaign>,
): VerifiedCampaign | undefined {
  return mail.instanceId !== null && isCampaignMail(mail) ? campaigns.get(mail.instanceId) : undefined;
}
