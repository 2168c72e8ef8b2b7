import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { Ledger } from '../domain/ledger/ledger.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import { type ContactChanges, diffContact } from '../domain/plan/diff-contact.ts';
import { onlyWithdrawals } from '../domain/plan/only-withdrawals.ts';
import { type ContactInput, type ContactPlan, planContact } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { finishContact } from '../domain/settle/finish-contact.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import type { PlanSettings } from '../plan/build-plan-context.ts';
import { adjustLedger, toSendTime, toSettleRules } from '../plan/plan-ledger.ts';
import { toVerifyRules, verifyLedger } from '../plan/verify-ledger.ts';
import { findFixedMails, noFixedMails } from './find-fixed-mails.ts';
import type { MailCounts } from './mail-counts.ts';

/** What a partial run of one contact would decide and write. */
export interface OneContactPlan {
  readonly plan: ContactPlan;
  /** Where the contact's own plan puts a mail, before smoothing and the daily cap move it. */
  readonly placedDates: ReadonlyMap<PlannedMail, EpochDay>;
  readonly changes: ContactChanges;
  readonly violations: readonly Violation[];
}

/**
 * Plans one contact as a partial dry run does (spec 4.1), with the functions that every run uses: plan, balance, settle,
 * verify, compare.
 *
 * @param mailCounts undefined: a run of the past, whose balancing cannot be done again
 */
export function planOneContact(
  input: ContactInput,
  context: PlanContext,
  settings: PlanSettings,
  mailCounts: MailCounts | undefined,
): OneContactPlan {
  const { configuration } = context;
  const plan = planContact(input, context);
  const placedDates = new Map(plan.mails.map((mail) => [mail, mail.sendDate]));
  const sendTime = toSendTime(configuration.send_time);
  const ledger = new Ledger(1);
  ledger.enter(plan, { changed: [] });
  const fixed = mailCounts === undefined ? noFixedMails : findFixedMails(plan, mailCounts, context);
  adjustLedger(ledger, context, fixed);
  const { list: violations } = verifyLedger(ledger, toVerifyRules(context, settings));
  if (!finishContact(plan, ledger, 0, toSettleRules(context))) {
    throw new SendwindowError('INTERNAL', `contact ${input.id}: the plan and its ledger differ`);
  }
  const isLive = (instanceId: number): boolean => context.campaigns.get(instanceId)?.live ?? false;
  const changes = diffContact(input, plan, sendTime, isLive);
  return {
    plan,
    placedDates,
    changes: violations.length === 0 ? changes : onlyWithdrawals(changes),
    violations,
  };
}
