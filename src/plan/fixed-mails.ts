import { findDailyCap, findSmoothingLimit } from '../domain/balance/daily-limit.ts';
import { formatDate, readDate } from '../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../domain/calendar/epoch-day.ts';
import type { Ledger } from '../domain/ledger/ledger.ts';
import { isWithoutEffect } from '../domain/mail/schedule-row.ts';
import type { PlanContext } from '../domain/plan-context.ts';
import type { Store } from '../store/store.ts';
import type { FixedMails } from './plan-ledger.ts';
import type { StandingData } from './standing-mails.ts';

type Counts = Map<EpochDay, number>;

function addTo(counts: Counts, date: EpochDay | undefined, count: number): void {
  if (date !== undefined) counts.set(date, (counts.get(date) ?? 0) + count);
}

/** Foreign rows by send date, from earliest on (spec 2.6, "Daily cap"). */
function countForeign(reads: ReturnType<Store['schedules']>, from: string): Counts {
  const counts: Counts = new Map();
  for (const [date, status, count] of reads.countForeign(from)) {
    if (!isWithoutEffect(status)) addTo(counts, readDate(date), count);
  }
  return counts;
}

/**
 * What a full run does not place: the sender's rows.
 * @param contactCount all contacts, of which the daily cap is a part
 */
export function readFixedMails(store: Store, context: PlanContext, contactCount: number): FixedMails {
  const { configuration, clock } = context;
  return {
    dailyCap: findDailyCap(configuration.load_balancing, contactCount),
    counts: countForeign(store.schedules(), formatDate(clock.earliest)),
    effectiveDateCounts: new Map(),
  };
}

/**
 * How many days before its ideal date smoothing can have put a mail: half of the smoothing window (spec 2.6). The widest
 * window of all runs of this database counts, since mail stays where an earlier setting has put it.
 */
function findSmoothingReach(store: Store, context: PlanContext): number {
  const { ed_smoothing_window_days: days } = context.configuration.load_balancing;
  return Math.floor(Math.max(days, store.findWidestSmoothing()) / 2);
}

/** The ideal dates on which this ledger has effective-date mails that smoothing may spread. */
function smoothableDates(ledger: Ledger, earliest: EpochDay): Set<EpochDay> {
  const { type, verdict, idealDate } = ledger.mails;
  const code = ledger.typeCode('effective_date');
  const dates = new Set<EpochDay>();
  for (let mail = 0; mail < ledger.mailCount; mail++) {
    const ideal = idealDate[mail] as EpochDay;
    if (type[mail] === code && verdict[mail] === 0 && ideal >= earliest) dates.add(ideal);
  }
  return dates;
}

/** Ideal dates that are looked up one by one: for more than these the whole table is read once, which is quicker. */
const mostLookedUp = 16;

/** Counts the effective-date mails of some ideal dates, wherever smoothing has put them, as far as it matters. */
function lookUpEffectiveDates(
  store: Store,
  context: PlanContext,
  dailyCap: number,
  ideals: ReadonlyMap<EpochDay, number>,
): Counts {
  const reads = store.schedules();
  const counts: Counts = new Map();
  const { timing, load_balancing: balancing } = context.configuration;
  const limit = findSmoothingLimit(balancing, dailyCap) + 1;
  const reach = findSmoothingReach(store, context);
  for (const [ideal, own] of ideals) {
    const from = formatDate(addDays(ideal, -reach));
    const to = formatDate(addDays(ideal, timing.effective_date_days_before));
    // The contacts' own mails are among them, so they are added to the limit.
    counts.set(ideal, reads.countEffectiveDates(formatDate(ideal), { from, to, limit: limit + own }));
  }
  return counts;
}

function countAllEffectiveDates(store: Store, { clock }: PlanContext): Counts {
  const counts: Counts = new Map();
  for (const [date, count] of store.schedules().countAllEffectiveDates(formatDate(clock.earliest)))
    addTo(counts, readDate(date), count);
  return counts;
}

/** The effective-date mails of all other contacts on those ideal dates of this run that smoothing may spread. */
function countEffectiveDates(
  store: Store,
  context: PlanContext,
  dailyCap: number,
  { ledger, standing }: OwnMails,
): Counts {
  const ideals: Counts = new Map();
  for (const ideal of smoothableDates(ledger, context.clock.earliest))
    ideals.set(ideal, standing.effectiveDates.get(ideal) ?? 0);
  const found =
    ideals.size > mostLookedUp
      ? countAllEffectiveDates(store, context)
      : lookUpEffectiveDates(store, context, dailyCap, ideals);
  const counts: Counts = new Map();
  for (const [ideal, own] of ideals) counts.set(ideal, (found.get(ideal) ?? 0) - own);
  return counts;
}

/** The contacts of a partial run. */
export interface OwnMails {
  readonly ledger: Ledger;
  readonly standing: StandingData;
}

/** What a partial run does not place: the sender's rows and the plan of all other contacts (spec 4.1). */
export function readFixedMailsOfOthers(
  store: Store,
  context: PlanContext,
  contactCount: number,
  own: OwnMails,
): FixedMails {
  const { earliest } = context.clock;
  const fixed = readFixedMails(store, context, contactCount);
  const counts: Counts = new Map(fixed.counts);
  for (const [date, count] of store.schedules().countPreScheduled(formatDate(earliest)))
    addTo(counts, readDate(date), count);
  for (const [date, count] of own.standing.byDate) if (date >= earliest) addTo(counts, date, -count);
  return { ...fixed, counts, effectiveDateCounts: countEffectiveDates(store, context, fixed.dailyCap, own) };
}
