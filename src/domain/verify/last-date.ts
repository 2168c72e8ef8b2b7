import { anniversaryIn, civilDateOf, createNextAnniversary, dateText, dayOf } from './civil-date.ts';
import { campaignOf, isFollowup } from './mail-kind.ts';
import type { StateWindows } from './state-windows.ts';
import type {
  MailCheck,
  VerifiedCampaign,
  VerifiedContact,
  VerifiedMail,
  VerifyRules,
} from './verified-plan.ts';

/** The last date on which a mail may go out, as an epoch day; undefined where the event does not exist. */
type LastDate = (contact: VerifiedContact, mail: VerifiedMail) => number | undefined;

/**
 * No mail goes out after its last date (hi, spec 2.4). For birthday, effective_date, aep and post_window mail it
 * depends on the event date. The check does not trust the plan's: it works the date out again from the contact's own
 * dates, and the earlier of both counts. A mail about an event that does not exist (no such date, campaign or window;
 * an unknown type) has no last date, and is late on every date.
 */
export function createLastDateCheck(rules: VerifyRules, windows: StateWindows): MailCheck {
  const lastDateOf = createLastDates(rules, windows);
  return (contact, mail) => {
    const last = lastDateOf(contact, mail);
    if (last !== undefined && mail.sendDate <= last) return undefined;
    const detail =
      last === undefined
        ? `${dateText(mail.sendDate)} has no event: the contact has none that this mail could be about`
        : `${dateText(mail.sendDate)} is too late: its last date is ${dateText(last)}`;
    return { rule: 'after_last_date', detail };
  };
}

function createLastDates(rules: VerifyRules, windows: StateWindows): LastDate {
  const anniversaryLastDate = createAnniversaryLastDate(rules);
  const aepLastDate = createAepLastDate(rules);
  return (contact, mail) => {
    switch (mail.emailType) {
      case 'birthday':
        return anniversaryLastDate(contact.birthDate, mail);
      case 'effective_date':
        return anniversaryLastDate(contact.effectiveDate, mail);
      case 'aep':
        return aepLastDate(mail);
      case 'post_window':
        return postWindowLastDate(contact, mail, rules, windows);
      default:
        return isFollowup(mail) ? followupLastDate(mail, rules) : campaignLastDate(mail, rules);
    }
  };
}

/** The event itself: the next anniversary of the contact's date. */
function createAnniversaryLastDate({ today }: VerifyRules) {
  const nextAnniversary = createNextAnniversary(today);
  return (anchorDay: number | undefined, { eventDate }: VerifiedMail): number | undefined =>
    anchorDay === undefined ? undefined : Math.min(eventDate, nextAnniversary(anchorDay));
}

/** `last_send` of the first configured year in which it is not past; an earlier year has no event any more. */
function createAepLastDate({ today, configuration: { aep } }: VerifyRules) {
  const thisYear = civilDateOf(today).year;
  const years = aep.years === 'every' ? [thisYear, thisYear + 1] : aep.years;
  const year = years.toSorted((a, b) => a - b).find((each) => anniversaryIn(aep.last_send, each) >= today);
  if (year === undefined) return () => undefined;
  const firstDay = dayOf(year, 1, 1);
  const lastSend = anniversaryIn(aep.last_send, year);
  return ({ eventDate }: VerifiedMail): number | undefined => (eventDate >= firstDay ? lastSend : undefined);
}

/** Days of grace after the day on which a window has ended; none from the 76th birthday on (spec 2.7). */
function postWindowLastDate(
  contact: VerifiedContact,
  { eventDate }: VerifiedMail,
  { configuration }: VerifyRules,
  windows: StateWindows,
): number | undefined {
  const isDayAfterWindow = windows.exclude(contact, eventDate - 1) && !windows.exclude(contact, eventDate);
  if (windows.barsForAge(contact, eventDate)) return undefined;
  return isDayAfterWindow ? eventDate + configuration.timing.post_window_grace_days : undefined;
}

/** Counted from the date the initial row went out (spec 2.8), which is the ideal date less the delay. */
function followupLastDate(mail: VerifiedMail, { configuration }: VerifyRules): number {
  const { followup_delay_days, followup_lookback_days } = configuration.timing;
  const wentOut = mail.idealDate - followup_delay_days;
  return wentOut + followup_lookback_days + configuration.load_balancing.catch_up_spread_days;
}

function campaignLastDate(mail: VerifiedMail, rules: VerifyRules): number | undefined {
  const campaign = campaignOf(mail, rules.campaigns);
  if (campaign === undefined) return undefined;
  return Math.min(eventLastDate(campaign, mail, rules), campaign.activeEnd ?? Number.POSITIVE_INFINITY);
}

/** The event date of mail that goes before it; else the campaign's end, or the catch-up days where there is none. */
function eventLastDate(
  campaign: VerifiedCampaign,
  mail: VerifiedMail,
  { configuration }: VerifyRules,
): number {
  if (campaign.daysBeforeEvent > 0) return mail.eventDate;
  const ideal = mail.eventDate - campaign.daysBeforeEvent;
  return campaign.activeEnd ?? ideal + configuration.load_balancing.catch_up_spread_days;
}
