import type { EpochDay } from '../calendar/epoch-day.ts';
import type { Suppression } from '../contact/contact.ts';
import { beginningOfTime } from '../exclusion/contact-windows.ts';
import { type Adjustment, adjustments, type SkipReason, skipReasons } from '../mail/schedule-row.ts';

// Dates that may be absent, and words, as the numbers that the columns of a ledger hold.

const suppressions: readonly Suppression[] = ['none', 'unsubscribed_only', 'suppressed'];
const absentDate = beginningOfTime;

export const dateCode = (date: EpochDay | undefined): number => date ?? absentDate;
export const readDateCode = (code: number): EpochDay | undefined =>
  code === absentDate ? undefined : (code as EpochDay);

export const suppressionCode = (suppression: Suppression): number => suppressions.indexOf(suppression);
export const readSuppression = (code: number): Suppression => suppressions[code] as Suppression;

/** Code of a skip reason; 0 is pre-scheduled. */
export const verdictCode = (reason: SkipReason | null): number =>
  reason === null ? 0 : 1 + skipReasons.indexOf(reason);
export const readVerdict = (code: number): SkipReason | null => skipReasons[code - 1] ?? null;

/** Code of an adjustment; 0 is none. */
export const adjustmentCode = (adjustment: Adjustment | null): number =>
  adjustment === null ? 0 : 1 + adjustments.indexOf(adjustment);
export const readAdjustment = (code: number): Adjustment | null => adjustments[code - 1] ?? null;
