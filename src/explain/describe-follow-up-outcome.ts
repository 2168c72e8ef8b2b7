import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays } from '../domain/calendar/epoch-day.ts';
import { calendarTypes, isCampaignType, isFollowUpType } from '../domain/mail/mail-event.ts';
import {
  hasReached,
  isOwned,
  isWithoutEffect,
  type ScheduleRow,
  wentOutDate,
} from '../domain/mail/schedule-row.ts';
import { countDays, type ExplainSubject, showDate } from './explain-subject.ts';

const isFollowedUp = (emailType: string): boolean =>
  isCampaignType(emailType) || (calendarTypes as readonly string[]).includes(emailType);

/** The follow-up that is there or is planned. */
function describeOwnFollowUp(initial: ScheduleRow, { plan, input, context }: ExplainSubject) {
  const planned = plan.mails.find(({ event }) => event.kind === 'followup' && event.parentId === initial.id);
  if (planned !== undefined) return `Its follow-up is below, on ${formatDate(planned.sendDate)}.`;
  const over = plan.unplanned.some(({ event }) => event.kind === 'followup' && event.parentId === initial.id);
  if (over) return 'Its follow-up is over.';
  const own = input.rows.filter((row) => isFollowUpType(row.emailType) && row.parentId === initial.id);
  const foreign = own.find((row) => !isOwned(row));
  if (foreign !== undefined) return `Followed up by mail ${foreign.id} (${foreign.emailType}).`;
  const past = own.find((row) => row.status === 'skipped' && row.sendDate < context.clock.today);
  if (past === undefined) return undefined;
  return `Its follow-up, row ${past.id} of ${showDate(past.sendDate, past.sendDateText)}, was withheld (${past.skipReason}).`;
}

/** Another follow-up of the contact went out too shortly before (spec 2.8). */
function describeOtherFollowUp(initial: ScheduleRow, { input, context }: ExplainSubject) {
  const lookback = context.configuration.timing.followup_lookback_days;
  const since = addDays(wentOutDate(initial, context.clock), -lookback);
  const other = input.rows.find(
    (row) =>
      isFollowUpType(row.emailType) &&
      !isOwned(row) &&
      !isWithoutEffect(row.status) &&
      wentOutDate(row, context.clock) >= since,
  );
  if (other === undefined) return undefined;
  const date = formatDate(wentOutDate(other, context.clock));
  return `Not followed up: mail ${other.id} (${other.emailType}) of ${date} is a follow-up not ${countDays(lookback)} before it.`;
}

/** Whether a mail that went out is followed up, and if not, why (spec 2.8); empty where the question does not arise. */
export function describeFollowUpOutcome(initial: ScheduleRow, subject: ExplainSubject): string {
  const { context, plan } = subject;
  if (!hasReached(initial.status)) return '';
  if (!isFollowedUp(initial.emailType)) return '';
  const own = describeOwnFollowUp(initial, subject);
  if (own !== undefined) return own;
  if (!plan.state?.contact.eligible) return '';
  const isCampaign = isCampaignType(initial.emailType);
  if (isCampaign && !context.campaigns.get(initial.instanceId ?? -1)?.followupsEnabled) {
    const isUnreadable = context.unreadableInstances.some(({ id }) => id === initial.instanceId);
    return isUnreadable
      ? 'Not followed up: the campaign instance cannot be read.'
      : 'Not followed up: the campaign has no follow-ups.';
  }
  const wentOut = wentOutDate(initial, context.clock);
  const lookback = context.configuration.timing.followup_lookback_days;
  if (wentOut < addDays(context.clock.today, -lookback)) return '';
  if (wentOut > context.clock.today) return '';
  return describeOtherFollowUp(initial, subject) ?? 'Not followed up: another mail is followed up first.';
}
