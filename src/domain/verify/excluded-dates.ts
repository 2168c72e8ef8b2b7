import { dateText } from './civil-date.ts';
import { campaignOf } from './mail-kind.ts';
import type { StateWindows } from './state-windows.ts';
import type { MailCheck, VerifiedMail, VerifyRules } from './verified-plan.ts';

/**
 * No mail that respects windows goes out on an excluded date, nor, with `on_missing_anchor: withhold`, to a contact
 * whose windows cannot be known (spec 2.3).
 */
export function createExcludedDateCheck(rules: VerifyRules, windows: StateWindows): MailCheck {
  const withholdsUnknown = rules.configuration.on_missing_anchor === 'withhold';
  return (contact, mail) => {
    if (!windows.hasRules(contact) || !respectsWindows(mail, rules)) return undefined;
    const states = contact.states.join(', ');
    if (withholdsUnknown && windows.areUnknown(contact)) {
      const detail = `a date that the windows of ${states} need is absent, or a state is unknown`;
      return { rule: 'window_unknown', detail };
    }
    if (!windows.exclude(contact, mail.sendDate)) return undefined;
    return {
      rule: 'excluded_date',
      detail: `${dateText(mail.sendDate)} is excluded by the windows of ${states}`,
    };
  };
}

/** Only mail of a campaign may ignore windows; its follow-ups respect them, and so does an unknown campaign. */
function respectsWindows(mail: VerifiedMail, { campaigns }: VerifyRules): boolean {
  return campaignOf(mail, campaigns)?.respectsWindows ?? true;
}
