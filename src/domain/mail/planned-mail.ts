import type { EpochDay } from '../calendar/epoch-day.ts';
import type { MailEvent } from './mail-event.ts';
import type { Adjustment, ScheduleRow, SkipReason } from './schedule-row.ts';

/** Which rule of spec 2.6 (or 2.8) gave the mail its date; `explain` shows it. */
export type PlacementRule =
  | 'campaign_ended'
  | 'template_missing'
  | 'suppressed'
  | 'window_unknown'
  | 'excluded'
  | 'sticky'
  | 'ideal'
  | 'catch_up'
  | 'nowhere'
  | 'follow_up';

/**
 * An event with its verdict. Balancing and settling change the send date and the status afterwards, and nothing else.
 */
export interface PlannedMail {
  readonly event: MailEvent;
  /** The owned row that carries the plan. */
  readonly row: ScheduleRow | undefined;
  readonly rule: PlacementRule;
  status: 'pre-scheduled' | 'skipped';
  skipReason: SkipReason | null;
  /** For people: the rule and the window, the winning campaign, the mails that used the allowance. */
  skipDetail: string | null;
  sendDate: EpochDay;
  adjustment: Adjustment | null;
  /** False: skipped before today and without a row; none is made (spec 2.6: history is not invented). */
  readonly stored: boolean;
}
