import { finishSteps } from '../domain/arithmetic/finish-steps.ts';
import { capInSteps, type OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import type { BalanceContext } from '../domain/balance/balance-context.ts';
import { smoothInSteps } from '../domain/balance/smooth-effective-dates.ts';
import type { EpochDay } from '../domain/calendar/epoch-day.ts';
import { type ContactWindows, findContactWindows } from '../domain/exclusion/contact-windows.ts';
import type { ResolvedRule } from '../domain/exclusion/state-rules.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { findRulesOfStates } from '../domain/plan/plan-contact.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import { settleLedger } from '../domain/settle/settle-ledger.ts';
import type { SettleRules } from '../domain/settle/settled-mail.ts';

/** `scheduled_send_time` of every row the planner writes: `HH:MM:SS`. */
export const toSendTime = (sendTime: string): string => (sendTime.length === 5 ? `${sendTime}:00` : sendTime);

/** What the limits of each contact use. */
export const toSettleRules = ({ configuration, clock }: PlanContext): SettleRules => ({
  frequency: configuration.frequency,
  earliest: clock.earliest,
});

/** What the database holds besides the contacts being planned. */
export interface FixedMails {
  readonly dailyCap: number;
  readonly counts: ReadonlyMap<EpochDay, number>;
  readonly effectiveDateCounts: ReadonlyMap<EpochDay, number>;
}

/** The windows of a ledger's contacts, worked out again from their dates; the last one is cached. */
function createWindowsOf(ledger: Ledger, context: PlanContext): (contact: number) => ContactWindows {
  const rules = new Map<string, readonly ResolvedRule[]>();
  const rulesOf = (stateKey: string): readonly ResolvedRule[] => {
    let found = rules.get(stateKey);
    if (found === undefined) {
      found = findRulesOfStates(stateKey, context.stateRules);
      rules.set(stateKey, found);
    }
    return found;
  };
  let last = -1;
  let windows: ContactWindows;
  return (contact) => {
    if (contact !== last) {
      last = contact;
      const found = rulesOf(ledger.statesOf(contact));
      windows = findContactWindows(found, ledger.birthDateOf(contact), ledger.effectiveDateOf(contact));
    }
    return windows;
  };
}

/** Smoothing and the daily cap: the adjustments that look at all contacts together. Yields after each step. */
export function* balanceInSteps(
  ledger: Ledger,
  context: PlanContext,
  fixed: FixedMails,
): Generator<void, OverCapDay[], void> {
  const { load_balancing: balancing } = context.configuration;
  const balance: BalanceContext = {
    earliest: context.clock.earliest,
    dailyCap: fixed.dailyCap,
    windowsOf: createWindowsOf(ledger, context),
    fixedCounts: fixed.counts,
    fixedEffectiveDateCounts: fixed.effectiveDateCounts,
  };
  yield* smoothInSteps(ledger, balancing, balance);
  return yield* capInSteps(ledger, balancing, balance);
}

/** Contacts of one step of settling: a few milliseconds. */
const stepSize = 4096;

/** Applies the limits of the contacts [from, to) to a balanced plan; yields after each step. */
export function* settleInSteps(
  ledger: Ledger,
  context: PlanContext,
  from = 0,
  to = ledger.contactCount,
): Generator<void, void, void> {
  const rules = toSettleRules(context);
  for (let first = from; first < to; first += stepSize) {
    settleLedger(ledger, rules, first, Math.min(to, first + stepSize));
    yield;
  }
}

/** The adjustments over all contacts, then the limits of each, in the order of spec 2.6. */
export function adjustLedger(ledger: Ledger, context: PlanContext, fixed: FixedMails): OverCapDay[] {
  const overCapDays = finishSteps(balanceInSteps(ledger, context, fixed));
  settleLedger(ledger, toSettleRules(context));
  return overCapDays;
}
