import { formatDate } from '../domain/calendar/date-text.ts';
import { isCampaignType } from '../domain/mail/mail-event.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import type { ConflictWinner } from './contact-explanation.ts';
import { countDays, type ExplainSubject, nameCampaign, shorten } from './explain-subject.ts';

/** A planned mail that keeps a date against another campaign; it may still fall to the frequency limit. */
const holdsDate = (mail: PlannedMail): boolean =>
  mail.event.kind === 'campaign' &&
  !mail.event.transactional &&
  (mail.status === 'pre-scheduled' || mail.skipReason === 'frequency_limit');

const findWinningMail = (loser: PlannedMail, { plan }: ExplainSubject): PlannedMail | undefined =>
  plan.mails.find((mail) => mail !== loser && holdsDate(mail) && mail.sendDate === loser.sendDate);

const findWinningRow = (loser: PlannedMail, { plan }: ExplainSubject) =>
  plan.occupied.find(
    ({ isForeign, date, emailType }) => isForeign && date === loser.sendDate && isCampaignType(emailType),
  );

const nameOf = (instanceId: number | null, { context }: ExplainSubject): string | null =>
  context.campaigns.get(instanceId ?? -1)?.name ?? null;

/** What beat a mail that was skipped for `campaign_conflict` (spec 2.6, "Campaign conflict"). */
export function findConflictWinner(loser: PlannedMail, subject: ExplainSubject): ConflictWinner | null {
  if (loser.skipReason !== 'campaign_conflict') return null;
  const occupied = findWinningRow(loser, subject);
  if (occupied !== undefined) {
    const instanceId = subject.input.rows.find(({ id }) => id === occupied.id)?.instanceId ?? null;
    return {
      email_type: occupied.emailType,
      campaign_instance_id: instanceId,
      campaign_name: nameOf(instanceId, subject),
      row_id: occupied.id,
    };
  }
  const winner = findWinningMail(loser, subject);
  if (winner === undefined) return null;
  const { emailType, instanceId } = winner.event;
  return {
    email_type: emailType,
    campaign_instance_id: instanceId,
    campaign_name: nameOf(instanceId, subject),
    row_id: null,
  };
}

/** Lowest priority number, then lower instance id, then earlier E. */
function describeWhyItWins(winner: PlannedMail, loser: PlannedMail): string {
  if (winner.event.priority !== loser.event.priority) {
    return `priority ${winner.event.priority} goes before ${loser.event.priority}`;
  }
  return winner.event.instanceId !== loser.event.instanceId
    ? `of equal priority ${winner.event.priority}, the lower instance id goes first`
    : 'of equal priority and instance, the earlier event goes first';
}

function describeConflict(loser: PlannedMail, subject: ExplainSubject): string {
  const date = formatDate(loser.sendDate);
  const occupied = findWinningRow(loser, subject);
  if (occupied !== undefined) {
    return `But mail ${occupied.id} (${shorten(occupied.emailType)}), which the sender has taken, has ${date}: a contact gets one campaign mail per date.`;
  }
  const winner = findWinningMail(loser, subject);
  if (winner === undefined) return `But ${loser.skipDetail}.`;
  const { emailType, instanceId } = winner.event;
  const name = `${nameCampaign(instanceId, subject.context)} (${shorten(emailType)}, instance ${instanceId})`;
  return `But ${name} has ${date}: ${describeWhyItWins(winner, loser)}.`;
}

/** What of a contact's own limits withheld a mail (spec 2.6); empty where none did. */
export function describeLimits(mail: PlannedMail, subject: ExplainSubject): string {
  if (mail.skipReason === 'campaign_conflict') return describeConflict(mail, subject);
  if (mail.skipReason !== 'frequency_limit') return '';
  const { max_emails_per_period: limit, period_days: days } = subject.context.configuration.frequency;
  const mails = limit === 1 ? '1 mail' : `${limit} mails`;
  return `But at most ${mails} may go out in ${countDays(days)}: ${mail.skipDetail}.`;
}
