import type { Configuration } from '../configuration.ts';
import type { OccupiedMail } from '../schedule/occupied-mail.ts';
import { settleCampaignConflicts } from './campaign-conflict.ts';
import { settleFrequencyLimit } from './frequency-limit.ts';
import type { SettledMail } from './settled-mail.ts';

/** The two limits of one contact, in the order of spec 2.6, on the dates that balancing has found. */
export function settleContact(
  mails: readonly SettledMail[],
  occupied: readonly OccupiedMail[],
  frequency: Configuration['frequency'],
): void {
  settleCampaignConflicts(mails, occupied);
  settleFrequencyLimit(mails, occupied, frequency);
}
