import { addDays, type EpochDay } from '../calendar/epoch-day.ts';
import type { ContactRecord } from '../contact/contact.ts';
import { findNextDates, yearlyTypes } from '../event/calendar-events.ts';
import { hasEnd } from '../event/post-window-events.ts';
import type { ContactState } from '../placement/contact-state.ts';
import { readContactState } from './plan-contact.ts';
import type { PlanContext } from './plan-context.ts';

/**
 * Which contacts a run with a short horizon can pass over (spec 5): those in which nothing falls into the window, neither
 * an event nor a row. What is passed over would have come out unchanged; a property test holds the two against each other.
 */
export interface ShortHorizon {
  readonly readState: (record: ContactRecord) => ContactState;
  /** May the run make, change or report something of the contact, whatever rows it has? */
  readonly isConcerned: (state: ContactState) => boolean;
  /** Instances whose targets are kept in step with the plan. */
  readonly liveCampaigns: ReadonlySet<number>;
  readonly rows: ConcernedRows;
}

/** Rows for which a contact is read although {@link ShortHorizon.isConcerned} says no; with a day or two to spare. */
export interface ConcernedRows {
  readonly today: EpochDay;
  /** Owned rows dated today or later are this run's if their ideal date is before this. */
  readonly horizonEnd: EpochDay;
  /** Mails that went out since then may be followed up (2.8). */
  readonly sentSince: EpochDay;
  /** Post-window rows of this or a later event date may still go out (2.7). */
  readonly postWindowSince: EpochDay;
}

/** Where the window is longer than this, most contacts have something in it, and passing over the others does not pay. */
const longestDays = 180;

const hasYearlyEvent = ({ contact }: ContactState, context: PlanContext): boolean =>
  yearlyTypes.some((type) => {
    const dates = findNextDates(type, contact, context);
    return dates !== undefined && dates.idealDate <= context.horizonEnd;
  });

/** Does a window that ends hold today, or has one ended so recently that its post-window mail may still go out (2.7)? */
function hasWindowNow({ windows }: ContactState, since: EpochDay, today: EpochDay): boolean {
  if (windows.isEmpty) return false;
  for (let day = today; day >= since; day = addDays(day, -1)) {
    const window = windows.windowAt(day);
    if (window !== undefined) return hasEnd(window);
  }
  return false;
}

/** Undefined: every contact may be concerned. */
export function findShortHorizon(context: PlanContext): ShortHorizon | undefined {
  const { configuration, clock, horizonEnd, liveCampaigns } = context;
  const { timing, post_window: postWindow } = configuration;
  if (configuration.horizon_days > longestDays || liveCampaigns.some(({ targetsAll }) => targetsAll)) {
    return undefined;
  }
  const postWindowSince = addDays(clock.today, -(timing.post_window_grace_days + 2));
  return {
    readState: (record) => readContactState(record, context),
    isConcerned: (state) => {
      if (state.contact.issues.length > 0) return true;
      if (!state.contact.eligible) return false;
      if (state.windows.anchorMissing || hasYearlyEvent(state, context)) return true;
      return postWindow.enabled && hasWindowNow(state, postWindowSince, clock.today);
    },
    liveCampaigns: new Set(liveCampaigns.map(({ id }) => id)),
    rows: {
      today: clock.today,
      horizonEnd: addDays(horizonEnd, 1),
      sentSince: addDays(clock.today, -(timing.followup_lookback_days + 2)),
      postWindowSince,
    },
  };
}
