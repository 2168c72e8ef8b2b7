import type { BalanceContext } from '../../src/domain/balance/balance-context.ts';
import type { EpochDay } from '../../src/domain/calendar/epoch-day.ts';
import type { ContactWindows } from '../../src/domain/exclusion/contact-windows.ts';
import { Ledger } from '../../src/domain/ledger/ledger.ts';
import { readAdjustment, readVerdict } from '../../src/domain/ledger/ledger-codes.ts';
import type { ContactPlan } from '../../src/domain/plan/plan-contact.ts';
import { day, isoDate } from './day-builder.ts';

/** The plans, entered one after another. */
export function buildLedger(plans: readonly ContactPlan[]): Ledger {
  const ledger = new Ledger(plans.length);
  for (const plan of plans) ledger.enter(plan, { changed: [] });
  return ledger;
}

/** A mail of a ledger; dates are `YYYY-MM-DD`. */
export interface LedgerMail {
  readonly contactId: number;
  readonly emailType: string;
  readonly sendDate: string;
  readonly adjustment: string | null;
  readonly skipReason: string | null;
}

/** The mails of a ledger, as balancing and settling have left them. */
export function readLedger(ledger: Ledger): LedgerMail[] {
  const { mails, contacts } = ledger;
  return Array.from({ length: ledger.mailCount }, (_, mail) => ({
    contactId: contacts.id[mails.contact[mail] as number] as number,
    emailType: ledger.typeName(mail),
    sendDate: isoDate(mails.sendDate[mail] as number),
    adjustment: readAdjustment(mails.adjustment[mail] as number),
    skipReason: readVerdict(mails.verdict[mail] as number),
  }));
}

/** Mails by date, `YYYY-MM-DD`. */
export type DateCounts = Readonly<Record<string, number>>;

const toCounts = (counts: DateCounts): ReadonlyMap<EpochDay, number> =>
  new Map(Object.entries(counts).map(([date, count]) => [day(date), count]));

export interface BalanceOptions {
  readonly dailyCap: number;
  /** Default: 1 March 2027. */
  readonly earliest?: string;
  readonly fixedCounts?: DateCounts;
  readonly fixedEffectiveDateCounts?: DateCounts;
}

/** What balancing knows besides the ledger of the plans. */
export function buildBalanceContext(plans: readonly ContactPlan[], options: BalanceOptions): BalanceContext {
  return {
    earliest: day(options.earliest ?? '2027-03-01'),
    dailyCap: options.dailyCap,
    windowsOf: (contact) => plans[contact]?.state?.windows as ContactWindows,
    fixedCounts: toCounts(options.fixedCounts ?? {}),
    fixedEffectiveDateCounts: toCounts(options.fixedEffectiveDateCounts ?? {}),
  };
}
