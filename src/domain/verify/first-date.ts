import { dateText } from './civil-date.ts';
import { campaignOf } from './mail-kind.ts';
import type { MailCheck, VerifiedMail, VerifyRules } from './verified-plan.ts';

/**
 * Nothing goes out before today, and nothing is newly placed or moved to a date before `earliest` (spec 2.1). A row
 * that keeps its date may be on today when earliest is already tomorrow.
 */
export function createEarliestCheck({ today, earliest }: VerifyRules): MailCheck {
  return (_contact, { sendDate, changed }) => {
    if (sendDate < today) {
      return { rule: 'before_today', detail: `${dateText(sendDate)} is before today, ${dateText(today)}` };
    }
    return changed && sendDate < earliest
      ? { rule: 'before_earliest', detail: `${dateText(sendDate)} is before ${dateText(earliest)}` }
      : undefined;
  };
}

/** No campaign mail goes out before the campaign's `active_start_date`; its follow-ups may (spec 2.4). */
export function createCampaignStartCheck({ campaigns }: VerifyRules): MailCheck {
  return (_contact, mail) => {
    const start = campaignOf(mail, campaigns)?.activeStart;
    return start === undefined || mail.sendDate >= start
      ? undefined
      : {
          rule: 'before_campaign_start',
          detail: `${dateText(mail.sendDate)} is before the campaign starts, ${dateText(start)}`,
        };
  };
}

/** The daily cap moves mail only to later dates (spec 2.6), so never before where smoothing could have put it. */
export function createCappedCheck({ configuration }: VerifyRules): MailCheck {
  const smoothingDays = Math.floor(configuration.load_balancing.ed_smoothing_window_days / 2);
  return (_contact, mail) => {
    if (mail.adjustment !== 'capped') return undefined;
    const first = mail.idealDate - (mail.emailType === 'effective_date' ? smoothingDays : 0);
    return mail.sendDate >= first || keepsItsDate(mail)
      ? undefined
      : {
          rule: 'moved_before_smoothing',
          detail: `${dateText(mail.sendDate)} is earlier than the cap can move to, ${dateText(first)}`,
        };
  };
}

/** Changed settings act on new placements only (spec 3.2), and this run has not moved a row that keeps its date. */
function keepsItsDate(mail: VerifiedMail): boolean {
  return !mail.changed;
}
