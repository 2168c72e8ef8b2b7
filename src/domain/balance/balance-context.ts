import type { EpochDay } from '../calendar/epoch-day.ts';
import type { ContactWindows } from '../exclusion/contact-windows.ts';

/** What smoothing and the daily cap know besides the ledger. */
export interface BalanceContext {
  readonly earliest: EpochDay;
  /** Mails per date (spec 2.6): max(1, floor(daily_send_percentage_cap x all contacts)). */
  readonly dailyCap: number;
  /** The windows of a contact of the ledger, by index. */
  readonly windowsOf: (contact: number) => ContactWindows;
  /** Mails that this run does not place, by send date: foreign rows, and in a partial run those of all other contacts. */
  readonly fixedCounts: ReadonlyMap<EpochDay, number>;
  /** Effective-date mails of contacts outside a partial run, by ideal date. */
  readonly fixedEffectiveDateCounts: ReadonlyMap<EpochDay, number>;
}
