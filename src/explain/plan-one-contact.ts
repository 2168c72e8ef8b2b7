import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { Ledger } from '../domain/ledger/ledger.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import { type ContactPlan, planContact } from '../domain/plan/plan-contact.ts';
import { finishContact } from '../domain/settle/finish-contact.ts';
import type { Violation } from '../domain/verify/verify-contact.ts';
import { SendwindowError } from '../error/sendwindow-error.ts';
import { adjustLedger, toSettleRules } from '../plan/plan-ledger.ts';
import { toVerifyRules, verifyLedger } from '../plan/verify-ledger.ts';
import { findFixedMails, noFixedMails } from './find-fixed-mails.ts';
import type { ExplainedContact } from './read-explained-contact.ts';

/** What a partial run of one contact would decide. */
export interface OneContactPlan {
  readonly plan: ContactPlan;
  /** Where the contact's own plan puts a mail, before smoothing and the daily cap move it. */
  readonly placedDates: ReadonlyMap<PlannedMail, EpochDay>;
  readonly violations: readonly Violation[];
}

/**
 * Plans one contact as a partial dry run does (spec 4.1), with the functions that every run uses: plan, balance, settle,
 * verify. The balancing of a run of the past cannot be done again, so its mail stays where the contact's own plan puts
 * it.
 */
export function planOneContact({ input, context, settings, mailCounts }: ExplainedContact): OneContactPlan {
  const plan = planContact(input, context);
  const placedDates = new Map(plan.mails.map((mail) => [mail, mail.sendDate]));
  const ledger = new Ledger(1);
  ledger.enter(plan, { changed: [] });
  const fixed = mailCounts === undefined ? noFixedMails : findFixedMails(plan, mailCounts, context);
  adjustLedger(ledger, context, fixed);
  const { list: violations } = verifyLedger(ledger, toVerifyRules(context, settings));
  if (!finishContact(plan, ledger, 0, toSettleRules(context))) {
    throw new SendwindowError('INTERNAL', `contact ${input.id}: the plan and its ledger differ`);
  }
  return { plan, placedDates, violations };
}
