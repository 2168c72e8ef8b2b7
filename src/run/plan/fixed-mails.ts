import type { DatabaseSync } from 'node:sqlite';
import { findDailyCap, findSmoothingLimit } from '../../domain/balance/daily-limit.ts';
import { formatDate, readDate } from '../../domain/calendar/date-text.ts';
import { addDays, type EpochDay } from '../../domain/calendar/epoch-day.ts';
import type { Ledger } from '../../domain/plan/ledger.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import { isWithoutEffect, type ScheduleRow } from '../../domain/schedule/schedule-row.ts';
import { countContacts } from '../../store/contacts.ts';
import { prepareScheduleReads } from '../../store/email-schedules.ts';
import type { FixedMails } from './plan-ledger.ts';

type Counts = Map<EpochDay, number>;

function addTo(counts: Counts, date: EpochDay | undefined, count: number): void {
  if (date !== undefined) counts.set(date, (counts.get(date) ?? 0) + count);
}

/** Foreign rows by send date, from earliest on (spec 2.6, "Daily cap"). */
function countForeign(reads: ReturnType<typeof prepareScheduleReads>, from: string): Counts {
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
export function readFixedMails(db: DatabaseSync, context: PlanContext, contactCount: number): FixedMails {
  const { configuration, clock } = context;
  return {
    dailyCap: findDailyCap(configuration.load_balancing, contactCount),
    counts: countForeign(prepareScheduleReads(db), formatDate(clock.earliest)),
    effectiveDateCounts: new Map(),
  };
}

/** Days before the ideal date on which smoothing, today's or an older one, can have put a mail. */
const smoothingReach = 60;

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

/**
 * Effective-date mails on those ideal dates, wherever smoothing has put them; their own date lies around the ideal one.
 * @param enough no more are counted: they are beyond the limit whatever else there is
 */
function countEffectiveDates(
  reads: ReturnType<typeof prepareScheduleReads>,
  context: PlanContext,
  ledger: Ledger,
  enough: number,
): Counts {
  const counts: Counts = new Map();
  const { effective_date_days_before: daysBefore } = context.configuration.timing;
  for (const ideal of smoothableDates(ledger, context.clock.earliest)) {
    const from = formatDate(addDays(ideal, -smoothingReach));
    const to = formatDate(addDays(ideal, daysBefore));
    counts.set(ideal, reads.countEffectiveDates(formatDate(ideal), { from, to, limit: enough }));
  }
  return counts;
}

/** What a partial run does not place: the sender's rows and everybody else's plan (spec 4.1). */
export function readFixedMailsOfOthers(
  db: DatabaseSync,
  context: PlanContext,
  own: { readonly ledger: Ledger; readonly rows: readonly ScheduleRow[] },
): FixedMails {
  const reads = prepareScheduleReads(db);
  const { earliest } = context.clock;
  const fixed = readFixedMails(db, context, countContacts(db));
  const counts: Counts = new Map(fixed.counts);
  for (const [date, count] of reads.countPreScheduled(formatDate(earliest)))
    addTo(counts, readDate(date), count);
  const { load_balancing: balancing } = context.configuration;
  // The own rows are among those that are counted, and taken off below.
  const enough = findSmoothingLimit(balancing, fixed.dailyCap) + own.rows.length + 1;
  const effectiveDateCounts = countEffectiveDates(reads, context, own.ledger, enough);
  for (const row of own.rows) {
    if (row.status !== 'pre-scheduled') continue;
    if (row.sendDate >= earliest) addTo(counts, row.sendDate, -1);
    const isCounted = row.emailType === 'effective_date' && effectiveDateCounts.has(row.idealDate);
    if (isCounted) addTo(effectiveDateCounts, row.idealDate, -1);
  }
  return { ...fixed, counts, effectiveDateCounts };
}
