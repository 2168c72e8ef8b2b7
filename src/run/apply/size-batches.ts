import type { VerifiedPlan } from '../../plan/verified-plan.ts';
import type { ApplyOrder } from './order-batches.ts';

/** From this many rows on, and where most rows are new, the index by date is built afterwards. */
const bulkRows = 100_000;

/** Are there many mails in a plan, and most of them new? */
export const isBulkLoad = ({ ledger, schedulesChecksum }: VerifiedPlan): boolean =>
  ledger.mailCount >= bulkRows && ledger.mailCount > 4 * schedulesChecksum.count;

/** One thread prepares batches while the other writes them: there must be several, but commits of tiny ones cost too much. */
export const sizeBatches = ({ contactCount }: ApplyOrder, largest: number): number =>
  Math.min(largest, Math.max(1000, Math.ceil(contactCount / 16)));
