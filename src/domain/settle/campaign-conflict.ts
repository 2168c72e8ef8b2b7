import { formatDate } from '../calendar/date-text.ts';
import type { EpochDay } from '../calendar/epoch-day.ts';
import { isCampaignType } from '../mail/mail-event.ts';
import type { OccupiedMail } from '../mail/occupied-mail.ts';
import { isDue, type SettledMail, skip } from './settled-mail.ts';

/** Lowest priority number, then lower instance id, then earlier E. */
function beats(a: SettledMail, b: SettledMail): boolean {
  if (a.event.priority !== b.event.priority) return a.event.priority < b.event.priority;
  const byInstance = (a.event.instanceId as number) - (b.event.instanceId as number);
  return byInstance !== 0 ? byInstance < 0 : a.event.eventDate < b.event.eventDate;
}

/** Transactional campaigns take no part (spec 2.4). */
const takesPart = (mail: SettledMail): boolean =>
  mail.status === 'pre-scheduled' && mail.event.kind === 'campaign' && !mail.event.transactional;

/** The mail that keeps each date. */
function findWinners(mails: readonly SettledMail[]): Map<EpochDay, SettledMail> {
  const winners = new Map<EpochDay, SettledMail>();
  for (const mail of mails) {
    const winner = winners.get(mail.sendDate);
    if (winner === undefined || beats(mail, winner)) winners.set(mail.sendDate, mail);
  }
  return winners;
}

/**
 * Of one contact's pre-scheduled campaign mails on one date from earliest on one is kept; a foreign campaign row that
 * went or goes out on that date wins over all (spec 2.6, "Campaign conflict").
 */
export function settleCampaignConflicts(
  mails: readonly SettledMail[],
  occupied: readonly OccupiedMail[],
  earliest: EpochDay,
): void {
  const rivals = mails.filter((mail) => takesPart(mail) && !isDue(mail, earliest));
  if (rivals.length === 0) return;
  const winners = findWinners(rivals);
  for (const mail of rivals) {
    const sent = occupied.find(
      (other) => other.isForeign && other.date === mail.sendDate && isCampaignType(other.emailType),
    );
    const winner = winners.get(mail.sendDate) as SettledMail;
    if (sent !== undefined) {
      skip(
        mail,
        'campaign_conflict',
        `mail ${sent.id} (${sent.emailType}) has the date ${formatDate(sent.date)}`,
      );
    } else if (winner !== mail) {
      const { emailType, instanceId } = winner.event;
      skip(
        mail,
        'campaign_conflict',
        `${emailType} (instance ${instanceId}) has the date ${formatDate(mail.sendDate)}`,
      );
    }
  }
}
