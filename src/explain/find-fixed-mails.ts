import { findOverageLimit, findSmoothingLimit } from '../domain/balance/daily-limit.ts';
import { addDays, type EpochDay, maxDay, minDay } from '../domain/calendar/epoch-day.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import type { ContactPlan } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { FixedMails } from '../plan/plan-ledger.ts';
import { eachDate, type MailCounts } from './mail-counts.ts';

/** Dates with room that are counted for a mail whose own date is full: more than its contact has mails. */
const datesWithRoom = 8;

/**
 * A mail that gets its date only now. One that keeps a stored date has been balanced by the run that gave it: whether
 * an over-full date gives it up is decided among all the mails of that date, which are not read here.
 */
const isNewlyPlaced = (mail: PlannedMail, earliest: EpochDay): boolean =>
  mail.status === 'pre-scheduled' && mail.rule !== 'sticky' && mail.sendDate >= earliest;

/** The dates among which smoothing spreads an effective-date mail (spec 2.6). */
export function smoothingSpan(mail: PlannedMail, context: PlanContext): readonly [EpochDay, EpochDay] {
  const { ed_smoothing_window_days: days } = context.configuration.load_balancing;
  const first = addDays(mail.event.idealDate, -Math.floor(days / 2));
  const last = minDay(addDays(first, days - 1), mail.event.lastDate);
  return [maxDay(first, context.clock.earliest), last];
}

/** Counts what balancing will ask for, and nothing else. */
class FixedMailFinder {
  readonly counts = new Map<EpochDay, number>();
  readonly effectiveDateCounts = new Map<EpochDay, number>();
  readonly #plan: ContactPlan;
  readonly #mailCounts: MailCounts;
  readonly #context: PlanContext;

  constructor(plan: ContactPlan, mailCounts: MailCounts, context: PlanContext) {
    this.#plan = plan;
    this.#mailCounts = mailCounts;
    this.#context = context;
  }

  add(mail: PlannedMail): void {
    const [first, last] = this.#isSmoothed(mail)
      ? smoothingSpan(mail, this.#context)
      : [mail.sendDate, mail.sendDate];
    for (const date of eachDate(minDay(first, mail.sendDate), maxDay(last, mail.sendDate))) {
      if (this.#isOverFull(date)) this.#addLaterDates(mail, date);
    }
  }

  #isSmoothed(mail: PlannedMail): boolean {
    const { idealDate, lastDate, kind } = mail.event;
    if (kind !== 'effective_date' || idealDate < this.#context.clock.earliest) return false;
    const { load_balancing: balancing } = this.#context.configuration;
    const limit = findSmoothingLimit(balancing, this.#mailCounts.dailyCap);
    const [from] = smoothingSpan(mail, this.#context);
    const others = this.#mailCounts.countSharing({ idealDate, from, to: lastDate, limit });
    this.effectiveDateCounts.set(idealDate, others);
    return others >= limit;
  }

  #isOverFull(date: EpochDay): boolean {
    const { load_balancing: balancing } = this.#context.configuration;
    const limit = findOverageLimit(balancing, this.#mailCounts.dailyCap);
    return this.#count(date) + this.#plan.mails.length > limit;
  }

  /** The dates that the daily cap may move a mail to: as far as there is room, or to the last. */
  #addLaterDates(mail: PlannedMail, date: EpochDay): void {
    const windows = this.#plan.state?.windows;
    let room = 0;
    for (const later of eachDate(addDays(date, 1), mail.event.lastDate)) {
      const isPermitted = !mail.event.respectsWindows || !windows?.isExcluded(later);
      if (this.#count(later) < this.#mailCounts.dailyCap && isPermitted) room++;
      if (room === datesWithRoom) return;
    }
  }

  #count(date: EpochDay): number {
    const count = this.#mailCounts.fixedOn(date);
    this.counts.set(date, count);
    return count;
  }
}

/** What one contact's plan does not place: the mails of all other contacts, on the dates where its own could be (spec 4.1). */
export function findFixedMails(plan: ContactPlan, mailCounts: MailCounts, context: PlanContext): FixedMails {
  const finder = new FixedMailFinder(plan, mailCounts, context);
  for (const mail of plan.mails) if (isNewlyPlaced(mail, context.clock.earliest)) finder.add(mail);
  return {
    dailyCap: mailCounts.dailyCap,
    counts: finder.counts,
    effectiveDateCounts: finder.effectiveDateCounts,
  };
}

/** For a run of the past: how full the days were then is not kept, so nothing is balanced. */
export const noFixedMails: FixedMails = {
  dailyCap: Number.MAX_SAFE_INTEGER,
  counts: new Map(),
  effectiveDateCounts: new Map(),
};
