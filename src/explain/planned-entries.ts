import { findOverageLimit } from '../domain/balance/daily-limit.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import type { MailEntry, RowDifference, Verdict } from './contact-explanation.ts';
import { describeBehaviour, findBehaviourSeen } from './describe-behaviour.ts';
import { describeExceptions } from './describe-exceptions.ts';
import { describeLimits, findConflictWinner } from './describe-limits.ts';
import { describePlacement, ruleReferences } from './describe-placement.ts';
import { type ExplainSubject, showNumber } from './explain-subject.ts';
import { findFullDay } from './find-full-day.ts';
import { createEventEntry, type Dated } from './mail-entry.ts';
import { findMailDifference } from './row-difference.ts';

function findVerdict(mail: PlannedMail): Verdict {
  if (mail.status === 'skipped') return 'skipped';
  return mail.sendDate === mail.event.idealDate ? 'planned' : 'moved';
}

const limitReferences: Readonly<Record<string, string>> = {
  campaign_conflict: '2.6 campaign conflict',
  frequency_limit: '2.6 frequency limit',
};
const balanceReferences: Readonly<Record<string, string>> = {
  smoothed: '2.6 smoothing',
  capped: '2.6 daily cap',
};

/** The rule that had the last word. */
function findRule(mail: PlannedMail, { placedDates }: ExplainSubject): string {
  const byLimit = limitReferences[mail.skipReason ?? ''];
  if (byLimit !== undefined) return byLimit;
  const isBalanced = mail.rule !== 'sticky' && placedDates.get(mail) !== mail.sendDate;
  const byBalance = isBalanced ? balanceReferences[mail.adjustment ?? ''] : undefined;
  if (byBalance !== undefined) return byBalance;
  const isFollowUp = mail.event.kind === 'followup' && mail.rule === 'excluded';
  return isFollowUp ? ruleReferences.follow_up : ruleReferences[mail.rule];
}

/** A planned date that is over its threshold: whether this mail is one of those that move, all of them decide. */
function describeCrowd(mail: PlannedMail, { mailCounts, context }: ExplainSubject): string {
  if (mail.status === 'skipped' || mailCounts === undefined || mail.sendDate < context.clock.earliest)
    return '';
  const limit = findOverageLimit(context.configuration.load_balancing, mailCounts.dailyCap);
  const mails = mailCounts.on(mail.sendDate);
  if (mails <= limit) return '';
  return ` That date holds ${showNumber(mails)} mails, over its threshold of ${showNumber(limit)}: a run moves mails from it while a later date has room.`;
}

function describeMail(mail: PlannedMail, subject: ExplainSubject): string {
  const seen = findBehaviourSeen(mail.event);
  const parts = [
    describePlacement(mail, subject),
    seen === null ? '' : describeBehaviour(seen),
    describeLimits(mail, subject),
    describeExceptions(mail, subject),
  ];
  return parts.filter((part) => part !== '').join(' ') + describeCrowd(mail, subject);
}

/** What a run would write about a mail, unless verification holds it back. */
function findDifference(mail: PlannedMail, { changes, context }: ExplainSubject): RowDifference | null {
  const isWritten = changes.inserts.includes(mail) || changes.updates.some((update) => update.mail === mail);
  return isWritten ? findMailDifference(mail, context) : null;
}

/** The entry of an event that has a mail, planned or withheld (spec 2.6). */
export function createPlannedEntry(mail: PlannedMail, subject: ExplainSubject): Dated<MailEntry> {
  const difference = findDifference(mail, subject);
  return createEventEntry(mail.event, mail.sendDate, subject, {
    verdict: findVerdict(mail),
    rule: findRule(mail, subject),
    sentence: describeMail(mail, subject),
    send_date: mail.stored ? formatDate(mail.sendDate) : null,
    skip_reason: mail.skipReason,
    skip_detail: mail.skipDetail,
    adjustment: mail.adjustment,
    full_day: findFullDay(mail, subject),
    winner: findConflictWinner(mail, subject),
    behaviour: findBehaviourSeen(mail.event),
    row: mail.row === undefined ? null : subject.toRowFacts(mail.row),
    agrees: difference === null,
    difference,
  });
}
