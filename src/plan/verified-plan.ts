import type { OverCapDay } from '../domain/balance/apply-daily-cap.ts';
import type { ContactCounts } from '../domain/ledger/count-plan.ts';
import type { OutOfRangeCount } from '../store/out-of-range-ids.ts';
import type { FoundViolations } from './found-violations.ts';
import type { PassedOverData } from './passed-over.ts';
import type { PlanReading } from './plan-reading.ts';
import type { Shard } from './plan-shard.ts';

/** A plan that is ready to be applied, with what was found on the way. */
export interface VerifiedPlan extends Shard, PlanReading {
  readonly overCapDays: readonly OverCapDay[];
  readonly violations: FoundViolations;
  readonly dailyCap: number;
  /** Contacts that are passed over, or whose ids do not count, are among the ineligible ones. */
  readonly contacts: ContactCounts;
  /** Contacts of which nothing is planned, since they have too many rows. */
  readonly passedOver: PassedOverData;
  /** Ids that do not count; of a plan of all contacts. */
  readonly outOfRange: readonly OutOfRangeCount[];
}
