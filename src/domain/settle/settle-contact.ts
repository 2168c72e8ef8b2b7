import type { OccupiedMail } from '../mail/occupied-mail.ts';
import { settleCampaignConflicts } from './campaign-conflict.ts';
import { settleFrequencyLimit } from './frequency-limit.ts';
import type { SettledMail, SettleRules } from './settled-mail.ts';

/** The two limits of one contact, in the order of spec 2.6, on the dates that balancing has found. */
export function settleContact(
  mails: readonly SettledMail[],
  occupied: readonly OccupiedMail[],
  rules: SettleRules,
): void {
  settleCampaignConflicts(mails, occupied, rules.earliest);
  settleFrequencyLimit(mails, occupied, rules);
}
