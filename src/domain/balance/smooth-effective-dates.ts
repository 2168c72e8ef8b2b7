import { finishSteps } from '../arithmetic/finish-steps.ts';
import { addDays, type EpochDay, maxDay, minDay } from '../calendar/epoch-day.ts';
import type { Configuration } from '../configuration.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { adjustmentCode } from '../ledger/ledger-codes.ts';
import { mailFlag } from '../ledger/ledger-columns.ts';
import { permittedDates, spreadHash } from '../placement/catch-up.ts';
import type { BalanceContext } from './balance-context.ts';
import { findSmoothingLimit } from './daily-limit.ts';

const effectiveDate = 'effective_date';

/** Mails of one step: a few milliseconds. */
const mailsPerStep = 16_384;

/** Pre-scheduled effective-date mails by ideal date, from earliest on; sticky ones count. Days from earliest, not dates. */
function countByIdealDate(ledger: Ledger, earliest: EpochDay): number[] {
  const { type, verdict, idealDate } = ledger.mails;
  const code = ledger.typeCode(effectiveDate);
  const counts: number[] = [];
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    if (type[mail] !== code || verdict[mail] !== 0) continue;
    const days = (idealDate[mail] as number) - earliest;
    if (days >= 0) counts[days] = (counts[days] ?? 0) + 1;
  }
  return counts;
}

/** Moves one mail to its place among the permitted dates around its ideal date. */
function smoothMail(ledger: Ledger, mail: number, windowDays: number, context: BalanceContext): void {
  const { mails, contacts } = ledger;
  const ideal = mails.idealDate[mail] as EpochDay;
  const contact = mails.contact[mail] as number;
  const windows = context.windowsOf(contact);
  const first = addDays(ideal, -Math.floor(windowDays / 2));
  const last = minDay(addDays(first, windowDays - 1), mails.lastDate[mail] as EpochDay);
  const dates = permittedDates(maxDay(first, context.earliest), last, (date) => !windows.isExcluded(date));
  const hash = spreadHash(contacts.id[contact] as number, effectiveDate, mails.eventDate[mail] as EpochDay);
  const date = dates[hash % dates.length];
  if (date === undefined || date === ideal) return;
  mails.sendDate[mail] = date;
  mails.adjustment[mail] = adjustmentCode('smoothed');
}

/**
 * Effective-date smoothing (spec 2.6): many policies start on the first of a month, so their mails share an ideal
 * date. Where more than the limit do, those that are not sticky are spread over the days around it. Yields after each
 * step.
 *
 * @param stepSize mails of one step; tests hand in fewer
 */
export function* smoothInSteps(
  ledger: Ledger,
  balancing: Configuration['load_balancing'],
  context: BalanceContext,
  stepSize = mailsPerStep,
): Generator<void, void, void> {
  const limit = findSmoothingLimit(balancing, context.dailyCap);
  const { earliest, fixedEffectiveDateCounts: fixed } = context;
  const counts = countByIdealDate(ledger, earliest);
  const sharing = (ideal: EpochDay): number => (counts[ideal - earliest] ?? 0) + (fixed.get(ideal) ?? 0);
  const { type, verdict, idealDate } = ledger.mails;
  const code = ledger.typeCode(effectiveDate);
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    if (mail % stepSize === stepSize - 1) yield;
    if (type[mail] !== code || verdict[mail] !== 0 || ledger.hasMailFlag(mail, mailFlag.sticky)) continue;
    if (sharing(idealDate[mail] as EpochDay) <= limit) continue;
    smoothMail(ledger, mail, balancing.ed_smoothing_window_days, context);
  }
}

/** {@link smoothInSteps} without a pause. */
export const smoothEffectiveDates = (...given: Parameters<typeof smoothInSteps>): void =>
  finishSteps(smoothInSteps(...given));
