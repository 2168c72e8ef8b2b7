import { findSmoothingLimit } from '../domain/balance/daily-limit.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay, minDay } from '../domain/calendar/epoch-day.ts';
import type { ContactState } from '../domain/exclusion/contact-state.ts';
import type { MailEvent } from '../domain/mail/mail-event.ts';
import type { PlacementRule, PlannedMail } from '../domain/mail/planned-mail.ts';
import { permittedDates } from '../domain/placement/catch-up.ts';
import type { FullDay } from './contact-explanation.ts';
import { describeEvent } from './describe-event.ts';
import { describeSuppression } from './describe-suppression.ts';
import { countDays, type ExplainSubject, nameCampaign, showNumber } from './explain-subject.ts';
import { findFullDay } from './find-full-day.ts';

/** Where the specification has each rule. */
export const ruleReferences: Readonly<Record<PlacementRule, string>> = {
  campaign_ended: '2.6 rule 1',
  template_missing: '2.6 rule 1',
  suppressed: '2.6 rule 2',
  window_unknown: '2.6 rule 2',
  excluded: '2.6 rule 3',
  sticky: '2.6 rule 4',
  ideal: '2.6 rule 5',
  catch_up: '2.6 rule 6',
  nowhere: '2.6 rule 6',
  follow_up: '2.8',
};

/** `The ideal date 2027-04-17 (14 days before the birthday on 2027-05-01)`. */
const describeIdeal = (mail: PlannedMail, subject: ExplainSubject): string =>
  `The ideal date ${formatDate(mail.event.idealDate)} (${describeEvent(mail.event, subject)})`;

/** Why the ideal date could not be kept (spec 2.6, rule 6; 2.8). */
function describeTooLate(event: MailEvent, { context }: ExplainSubject): string {
  const { today } = context.clock;
  const start = event.campaign?.activeStart;
  if (start !== undefined && event.idealDate < start) {
    return `is before the campaign starts on ${formatDate(start)}`;
  }
  if (event.idealDate < today) return 'is past';
  return 'is today, and the send time is past';
}

/** Which of the permitted dates the hash has chosen (spec 2.6, rule 6). */
function describeSpread(event: MailEvent, placed: EpochDay, { plan, context }: ExplainSubject): string {
  const { catch_up_spread_days: spread } = context.configuration.load_balancing;
  const end = minDay(event.lastDate, addDays(event.firstDate, spread - 1));
  const isPermitted = (date: EpochDay): boolean =>
    !event.respectsWindows || !plan.state?.windows.isExcluded(date);
  const dates = permittedDates(event.firstDate, end, isPermitted);
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined || !dates.includes(placed)) {
    return `the first permitted date after ${formatDate(end)}`;
  }
  if (first === last) return `${formatDate(placed)}, the only permitted date up to ${formatDate(end)}`;
  const place = dates.indexOf(placed) + 1;
  return `${formatDate(placed)}, number ${place} of the ${dates.length} permitted dates ${formatDate(first)}..${formatDate(last)}, chosen by hash`;
}

function describeFullDay({ date, mails, cap }: FullDay): string {
  if (mails === null || cap === null) return `${date} was full`;
  return `${date} was full (it holds ${showNumber(mails)} now, the cap is ${showNumber(cap)})`;
}

const describeSmoothing = ({ context, mailCounts }: ExplainSubject): string => {
  const { load_balancing: balancing } = context.configuration;
  const limit =
    mailCounts === undefined ? '' : ` than ${showNumber(findSmoothingLimit(balancing, mailCounts.dailyCap))}`;
  return `more effective-date mails${limit} share the ideal date, so they are spread over ${countDays(balancing.ed_smoothing_window_days)}`;
};

/** Why a row that keeps its date has another date than its ideal date. */
function describeOldAdjustment(mail: PlannedMail, subject: ExplainSubject): string {
  const start = mail.event.campaign?.activeStart;
  const fullDay = findFullDay(mail, subject);
  if (fullDay !== null) return `${describeFullDay(fullDay)}, so the daily cap moved it`;
  if (mail.adjustment === 'capped') return 'its day was full, so the daily cap moved it';
  if (mail.adjustment === 'smoothed') return describeSmoothing(subject);
  if (mail.adjustment !== 'catch_up') return 'the row already had that date';
  return start !== undefined && mail.event.idealDate < start
    ? `the campaign starts on ${formatDate(start)}, so it was caught up`
    : 'it was past when the mail was placed, so it was caught up';
}

function describeSticky(mail: PlannedMail, subject: ExplainSubject): string {
  const ideal = describeIdeal(mail, subject);
  if (mail.sendDate === mail.event.idealDate) return `${ideal} is kept.`;
  const why = describeOldAdjustment(mail, subject);
  return `${ideal} was replaced by ${formatDate(mail.sendDate)}, which the row keeps: ${why}.`;
}

/** Smoothing and the daily cap, where this plan applies them (spec 2.6). */
function describeBalancing(mail: PlannedMail, subject: ExplainSubject): string {
  const placed = subject.placedDates.get(mail);
  if (mail.rule === 'sticky' || placed === mail.sendDate) return '';
  const fullDay = findFullDay(mail, subject);
  const to = formatDate(mail.sendDate);
  if (fullDay !== null) {
    return ` The daily cap moves it to ${to}: ${describeFullDay(fullDay)}; a run decides which mails of that day are moved.`;
  }
  return ` Smoothing moves it to ${to}: ${describeSmoothing(subject)}.`;
}

/** A row of rules 1 to 3 whose ideal date is past: history is not invented (spec 2.6). */
function describePastRow(mail: PlannedMail, subject: ExplainSubject): string {
  if (!mail.stored) return ' That date is past and there is no row, so no mail is planned.';
  const isKept = mail.row !== undefined && mail.event.idealDate < subject.context.clock.today;
  return isKept ? ` The row keeps its date ${formatDate(mail.sendDate)}.` : '';
}

function describeExcluded(mail: PlannedMail, subject: ExplainSubject): string {
  const ideal = describeIdeal(mail, subject);
  if (mail.event.kind !== 'followup') {
    return `${ideal} is in the ${mail.skipDetail}.${describePastRow(mail, subject)}`;
  }
  const date = formatDate(mail.sendDate);
  const where = mail.sendDate === mail.event.idealDate ? 'is' : `is past, and ${date} is`;
  return `${ideal} ${where} in the ${mail.skipDetail}; follow-ups respect windows.`;
}

function describeNowhere(mail: PlannedMail, subject: ExplainSubject): string {
  const { event } = mail;
  const span = `${formatDate(event.firstDate)}..${formatDate(event.lastDate)}`;
  return `${describeIdeal(mail, subject)} ${describeTooLate(event, subject)}, and every date of ${span} is excluded: ${mail.skipDetail}.`;
}

const describeCampaignEnded = (mail: PlannedMail, subject: ExplainSubject): string => {
  const end = mail.event.campaign?.activeEnd as EpochDay;
  return `${describeIdeal(mail, subject)} is after the end of the campaign, ${formatDate(end)}.`;
};

function describeTemplateMissing(mail: PlannedMail, subject: ExplainSubject): string {
  const { campaign, emailType, instanceId } = mail.event;
  const sms = campaign?.smsTemplate ?? subject.context.configuration.templates[emailType]?.sms;
  const why =
    sms == null
      ? 'neither an email nor an SMS template'
      : 'an SMS template only, and the contact has no phone number for it';
  const who = campaign === undefined ? `templates.${emailType}` : nameCampaign(instanceId, subject.context);
  return `There is nothing to send: ${who} has ${why}.`;
}

/** Why it is not known where the windows are (spec 2.3). */
const describeUnknownWindows = ({ plan }: ExplainSubject): string =>
  plan.state?.windows.anchorMissing
    ? 'The exclusion windows depend on a date that the contact lacks, so it is not known where they are.'
    : 'The stored state is not a state, so it is not known whose exclusion windows count.';

function describeFollowUpDate(mail: PlannedMail, placed: EpochDay, subject: ExplainSubject): string {
  const ideal = describeIdeal(mail, subject);
  if (placed === mail.event.idealDate) return `${ideal} can be kept.`;
  return `${ideal} ${describeTooLate(mail.event, subject)}; caught up on ${formatDate(placed)}.`;
}

/**
 * How a mail came by its date, or why it has none: rules 1 to 6 of spec 2.6 and the rules of 2.8, then smoothing and
 * the daily cap; the limits of the contact are {@link describeLimits}' matter.
 */
export function describePlacement(mail: PlannedMail, subject: ExplainSubject): string {
  const placed = subject.placedDates.get(mail) as EpochDay;
  switch (mail.rule) {
    case 'campaign_ended':
      return describeCampaignEnded(mail, subject) + describePastRow(mail, subject);
    case 'template_missing':
      return describeTemplateMissing(mail, subject) + describePastRow(mail, subject);
    case 'suppressed':
      return (
        describeSuppression((subject.plan.state as ContactState).contact) + describePastRow(mail, subject)
      );
    case 'window_unknown':
      return describeUnknownWindows(subject) + describePastRow(mail, subject);
    case 'excluded':
      return describeExcluded(mail, subject);
    case 'nowhere':
      return describeNowhere(mail, subject);
    case 'sticky':
      return describeSticky(mail, subject);
    case 'ideal':
      return `${describeIdeal(mail, subject)} can be kept.${describeBalancing(mail, subject)}`;
    case 'catch_up': {
      const spread = describeSpread(mail.event, placed, subject);
      return `${describeIdeal(mail, subject)} ${describeTooLate(mail.event, subject)}; caught up: ${spread}.${describeBalancing(mail, subject)}`;
    }
    case 'follow_up':
      return describeFollowUpDate(mail, placed, subject) + describeBalancing(mail, subject);
  }
}
