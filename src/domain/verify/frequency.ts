import { dateText } from './civil-date.ts';
import { campaignOf, isFollowup, type KindOfMail } from './mail-kind.ts';
import type { Finding, OccupiedMail, VerifiedMail, VerifyRules } from './verified-plan.ts';

/** Judges one of a contact's pre-scheduled mails among all of them. */
export type FrequencyCheck = (
  mail: VerifiedMail,
  planned: readonly VerifiedMail[],
  occupied: readonly OccupiedMail[],
) => Finding | undefined;

/**
 * No `period_days` consecutive dates around a mail hold more than `max_emails_per_period` mails (spec 2.6). Rows that
 * went out or are outside this run count, but are not judged; nor is mail that is still dated before `earliest`, since
 * the sender may be taking it at this moment. Follow-ups and transactional campaign mail are neither
 * limited nor counted.
 */
export function createFrequencyCheck({ configuration, campaigns, earliest }: VerifyRules): FrequencyCheck {
  const { max_emails_per_period: max, period_days: periodDays } = configuration.frequency;
  const counts = (mail: KindOfMail) => !isFollowup(mail) && !campaignOf(mail, campaigns)?.transactional;
  return (mail, planned, occupied) => {
    if (planned.length + occupied.length <= max || !counts(mail) || mail.sendDate < earliest)
      return undefined;
    const isNear = (date: number) => Math.abs(date - mail.sendDate) < periodDays;
    const dates: number[] = [];
    for (const other of planned) if (isNear(other.sendDate) && counts(other)) dates.push(other.sendDate);
    for (const other of occupied) if (isNear(other.date) && counts(other)) dates.push(other.date);
    return isInFullPeriod(mail.sendDate, dates, max, periodDays)
      ? describe(mail, max, periodDays)
      : undefined;
  };
}

/** Of all dates, `max` + 1 are within one period, and `date` is among them. */
function isInFullPeriod(date: number, dates: number[], max: number, periodDays: number): boolean {
  if (dates.length <= max) return false;
  dates.sort((a, b) => a - b);
  return dates.some((first, index) => {
    const last = dates[index + max];
    return last !== undefined && first <= date && date <= last && last - first < periodDays;
  });
}

function describe({ sendDate }: VerifiedMail, max: number, periodDays: number): Finding {
  const detail = `more than ${max} mails within ${periodDays} days around ${dateText(sendDate)}`;
  return { rule: 'frequency_limit', detail };
}
