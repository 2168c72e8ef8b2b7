import type { DatabaseSync } from 'node:sqlite';
import { findDailyCap } from '../../domain/balance/daily-limit.ts';
import { formatDate, readDate } from '../../domain/calendar/date-text.ts';
import type { EpochDay } from '../../domain/calendar/epoch-day.ts';
import type { PlanContext } from '../../domain/plan/plan-context.ts';
import { isWithoutEffect, type ScheduleRow } from '../../domain/schedule/schedule-row.ts';
import { prepareContacts } from '../../store/contacts.ts';
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

/** What a full run does not place: the sender's rows. */
export function readFixedMails(db: DatabaseSync, context: PlanContext): FixedMails {
  const { configuration, clock } = context;
  return {
    dailyCap: findDailyCap(configuration.load_balancing, prepareContacts(db).count()),
    counts: countForeign(prepareScheduleReads(db), formatDate(clock.earliest)),
    effectiveDateCounts: new Map(),
  };
}

/** What a partial run does not place: the sender's rows and everybody else's plan (spec 4.1). */
export function readFixedMailsOfOthers(
  db: DatabaseSync,
  context: PlanContext,
  ownRows: readonly ScheduleRow[],
): FixedMails {
  const reads = prepareScheduleReads(db);
  const { earliest } = context.clock;
  const fixed = readFixedMails(db, context);
  const counts: Counts = new Map(fixed.counts);
  const effectiveDateCounts: Counts = new Map();
  for (const [date, count] of reads.countPreScheduled(formatDate(earliest))) {
    addTo(counts, readDate(date), count);
  }
  for (const [date, count] of reads.countEffectiveDates(formatDate(earliest))) {
    addTo(effectiveDateCounts, readDate(date), count);
  }
  for (const row of ownRows) {
    if (row.status !== 'pre-scheduled') continue;
    if (row.sendDate >= earliest) addTo(counts, row.sendDate, -1);
    if (row.emailType === 'effective_date' && row.idealDate >= earliest)
      addTo(effectiveDateCounts, row.idealDate, -1);
  }
  return { ...fixed, counts, effectiveDateCounts };
}
