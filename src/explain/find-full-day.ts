import { findSmoothingLimit } from '../domain/balance/daily-limit.ts';
import { smoothEffectiveDates } from '../domain/balance/smooth-effective-dates.ts';
import { formatDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay, maxDay } from '../domain/calendar/epoch-day.ts';
import { createRunClock, type RunClock, readDateTime } from '../domain/calendar/run-clock.ts';
import type { ContactState } from '../domain/exclusion/contact-state.ts';
import { Ledger } from '../domain/ledger/ledger.ts';
import type { MailEvent } from '../domain/mail/mail-event.ts';
import type { PlannedMail } from '../domain/mail/planned-mail.ts';
import { placeFollowUp } from '../domain/placement/place-follow-up.ts';
import { placeMail } from '../domain/placement/place-mail.ts';
import type { FullDay } from './contact-explanation.ts';
import type { ExplainSubject } from './explain-subject.ts';
import { smoothingSpan } from './find-fixed-mails.ts';

/** The clock of the run that gave a row its date. */
function findClockOfRow(mail: PlannedMail, { context, toRowFacts }: ExplainSubject): RunClock {
  const { timezone, send_time } = context.configuration;
  const moment = mail.row === undefined ? null : toRowFacts(mail.row).run_timestamp;
  const instant = moment === null ? undefined : readDateTime(moment);
  return instant === undefined ? context.clock : createRunClock(instant, timezone, send_time);
}

/** The first date that an event's mail could have had at another moment (spec 2.4, 2.8). */
function findFirstDateAt(event: MailEvent, clock: RunClock): EpochDay {
  if (event.kind === 'followup') {
    return event.idealDate >= clock.earliest ? event.idealDate : addDays(clock.today, 1);
  }
  return maxDay(clock.earliest, event.campaign?.activeStart ?? clock.earliest);
}

/** Where a stored mail was put when its row got its date, before balancing: the same rules at the moment of that run. */
function findPlacedDateThen(mail: PlannedMail, subject: ExplainSubject): EpochDay | undefined {
  const clock = findClockOfRow(mail, subject);
  const event = { ...mail.event, firstDate: findFirstDateAt(mail.event, clock) };
  const placeEvent = event.kind === 'followup' ? placeFollowUp : placeMail;
  const state = subject.plan.state as ContactState;
  const placed = placeEvent(event, undefined, state, { ...subject.context, clock });
  return placed?.status === 'pre-scheduled' ? placed.sendDate : undefined;
}

/** Do so many effective-date mails share the ideal date that they are smoothed? */
function isShared(mail: PlannedMail, { context, mailCounts }: ExplainSubject): boolean {
  if (mail.event.kind !== 'effective_date' || mailCounts === undefined) return false;
  const { idealDate, lastDate } = mail.event;
  const limit = findSmoothingLimit(context.configuration.load_balancing, mailCounts.dailyCap);
  const [from] = smoothingSpan(mail, context);
  return mailCounts.countSharing({ idealDate, from, to: lastDate, limit }) === limit;
}

/** Where smoothing puts a mail that is on its ideal date (spec 2.6): computed by smoothing itself, on a ledger of one mail. */
function smooth(mail: PlannedMail, placed: EpochDay, subject: ExplainSubject): EpochDay {
  if (placed !== mail.event.idealDate || !isShared(mail, subject)) return placed;
  const { plan, context, mailCounts } = subject;
  const ledger = new Ledger(1);
  const alone: PlannedMail = {
    ...mail,
    rule: 'ideal',
    sendDate: placed,
    status: 'pre-scheduled',
    skipReason: null,
  };
  ledger.enter({ ...plan, mails: [alone], leftovers: [], occupied: [] }, { changed: [] });
  const { load_balancing: balancing } = context.configuration;
  smoothEffectiveDates(ledger, balancing, {
    earliest: context.clock.earliest,
    dailyCap: mailCounts?.dailyCap ?? 1,
    windowsOf: () => (plan.state as ContactState).windows,
    fixedCounts: new Map(),
    fixedEffectiveDateCounts: new Map([[placed, Number.MAX_SAFE_INTEGER]]),
  });
  return ledger.mails.sendDate[0] as EpochDay;
}

/**
 * The day from which the daily cap took a mail (spec 2.6): where its own plan, and smoothing, had put it. If the mail
 * keeps its date from an earlier run, the day is worked out as of the moment of that run. The mails of a past day are
 * not counted: they have been sent.
 */
export function findFullDay(mail: PlannedMail, subject: ExplainSubject): FullDay | null {
  if (mail.adjustment !== 'capped') return null;
  const { mailCounts, placedDates, context } = subject;
  const placed = mail.rule === 'sticky' ? findPlacedDateThen(mail, subject) : placedDates.get(mail);
  if (placed === undefined) return null;
  const date = smooth(mail, placed, subject);
  if (date === mail.sendDate) return null;
  const isAhead = date >= context.clock.today;
  return {
    date: formatDate(date),
    mails: mailCounts === undefined || !isAhead ? null : mailCounts.on(date),
    cap: mailCounts?.dailyCap ?? null,
  };
}
