import { dayInYear } from '../calendar/anniversary.ts';
import { addDays, type EpochDay, minDay } from '../calendar/epoch-day.ts';
import { beginningOfTime } from '../exclusion/contact-windows.ts';
import { identityRadius } from '../mail/row-claims.ts';
import type { PlanContext } from '../plan-context.ts';

/**
 * How far back a row can matter (spec 5): rows with an older event date are not read, but for those that are dated
 * recently, belong to a live campaign, or were never sent.
 */
export interface HistoryBound {
  /** Rows whose event date is this or later are read. */
  readonly since: EpochDay;
  /** Rows with an older event date are read if they are dated this or later, or went out then. */
  readonly recentFrom: EpochDay;
  readonly today: EpochDay;
  /** Of these every row counts, however old: a re-dated target must not mail twice (spec 2.4, "Identity"). */
  readonly liveCampaigns: ReadonlySet<number>;
}

/** Every row counts: `explain` and `verify` look at all of them. */
export const allHistory: HistoryBound = {
  since: beginningOfTime,
  recentFrom: beginningOfTime,
  today: beginningOfTime,
  liveCampaigns: new Set(),
};

/**
 * A row that goes out within the month after that of its send date is not kept apart (`email_schedules_sent_late`): so
 * many days may be between the two dates.
 */
const lateSendingDays = 64;

/** Windows this long leave no day between one year's and the next. */
const yearDays = 365;

/** Days that the windows of one year can cover in a row: the longest state's, with `strictest` the two longest. */
function longestWindow(context: PlanContext): number {
  const lengths = context.states.map((state) => {
    const rules = context.stateRules(state).filter((rule) => rule.type !== 'year_round');
    return rules.reduce((sum, rule) => sum + rule.before + rule.after + 1, 0);
  });
  const [first = 0, second = 0] = lengths.sort((a, b) => b - a);
  return context.configuration.on_state_mismatch === 'strictest' ? first + second : first;
}

/** The earliest event of this run that is not in a window: today's birthday, or an AEP date of the current season. */
function earliestEvent({ clock, configuration, aepYear }: PlanContext): EpochDay {
  if (aepYear === undefined) return clock.today;
  const dates = configuration.aep.dates.map(({ month, day }) => dayInYear(month, day, aepYear));
  return dates.reduce(minDay, clock.today);
}

/**
 * The bound of a run. Its events lie from today on (an AEP date perhaps earlier in the season), or in a window that
 * holds today or has ended at most `post_window_grace_days` ago (2.7); their rows are at most the identity's radius
 * before them. Where windows run into one another across years, all of history counts.
 */
export function findHistoryBound(context: PlanContext): HistoryBound {
  const { clock, configuration, liveCampaigns } = context;
  const { timing, frequency, load_balancing: balancing } = configuration;
  const windowDays = longestWindow(context);
  const inWindow = addDays(clock.today, -(windowDays + timing.post_window_grace_days + 1));
  const followUps = 2 * timing.followup_lookback_days + balancing.catch_up_spread_days;
  const byIdentity = addDays(minDay(inWindow, earliestEvent(context)), -identityRadius.birthday);
  // Whatever is dated today or later then has its event in an earlier year: these rows have an index of their own.
  const since = minDay(byIdentity, addDays(clock.today, -(yearDays + 1)));
  return {
    since: windowDays >= yearDays ? beginningOfTime : since,
    recentFrom: addDays(
      minDay(inWindow, addDays(clock.today, -Math.max(followUps, frequency.period_days))),
      -lateSendingDays,
    ),
    today: clock.today,
    liveCampaigns: new Set(liveCampaigns.map(({ id }) => id)),
  };
}
