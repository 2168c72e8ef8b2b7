import { formatDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Configuration } from '../configuration.ts';
import type { OccupiedMail } from '../mail/occupied-mail.ts';
import { isDue, type SettledMail, type SettleRules, skip } from './settled-mail.ts';

/** A mail that uses up the allowance. */
interface KeptMail {
  readonly date: EpochDay;
  readonly emailType: string;
}

/** In order of priority, send date, email type, instance id, E (spec 2.6). */
function byRank(a: SettledMail, b: SettledMail): number {
  return (
    a.event.priority - b.event.priority ||
    a.sendDate - b.sendDate ||
    (a.event.emailType < b.event.emailType ? -1 : a.event.emailType > b.event.emailType ? 1 : 0) ||
    (a.event.instanceId ?? 0) - (b.event.instanceId ?? 0) ||
    a.event.eventDate - b.event.eventDate
  );
}

/** Follow-ups and transactional mail are neither limited nor counted. */
export const isLimited = (mail: SettledMail): boolean =>
  mail.status === 'pre-scheduled' && mail.event.kind !== 'followup' && !mail.event.transactional;

/**
 * The kept mails of a period around a date that would hold too many with it; `undefined` if there is none. A fullest
 * period starts on the date of one of its mails, so only those are looked at.
 */
function findFullPeriod(
  date: EpochDay,
  kept: readonly KeptMail[],
  { max_emails_per_period: limit, period_days: days }: Configuration['frequency'],
): readonly KeptMail[] | undefined {
  for (const start of [date, ...kept.map((mail) => mail.date)]) {
    if (start > date || start <= date - days) continue;
    const inside = kept.filter((mail) => mail.date >= start && mail.date < start + days);
    if (inside.length + 1 > limit) return inside;
  }
  return undefined;
}

const toKept = ({ sendDate, event }: SettledMail): KeptMail => ({
  date: sendDate,
  emailType: event.emailType,
});

const describeKept = (mails: readonly KeptMail[]): string =>
  mails.map((mail) => `${mail.emailType} ${formatDate(mail.date)}`).join(', ');

/**
 * Keeps a contact's mails within its allowance: no period holds more than its maximum (spec 2.6, "Frequency limit").
 * Rows that went out, rows outside this run and mail that is due count as kept.
 */
export function settleFrequencyLimit(
  mails: readonly SettledMail[],
  occupied: readonly OccupiedMail[],
  { frequency, earliest }: SettleRules,
): void {
  const limited = mails.filter(isLimited);
  if (limited.length + occupied.length <= frequency.max_emails_per_period) return;
  const due = limited.filter((mail) => isDue(mail, earliest));
  const kept: KeptMail[] = [...occupied, ...due.map(toKept)];
  const candidates = limited.filter((mail) => !isDue(mail, earliest));
  for (const mail of candidates.sort(byRank)) {
    const full = findFullPeriod(mail.sendDate, kept, frequency);
    if (full === undefined) kept.push(toKept(mail));
    else skip(mail, 'frequency_limit', `allowance used by ${describeKept(full)}`);
  }
}
