import { formatDate } from '../domain/calendar/date-text.ts';
import type { RunClock } from '../domain/calendar/run-clock.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { ContactSelection } from '../store/contact-selection.ts';
import type { Store } from '../store/store.ts';

/** What runs have written that were killed or have failed half-way. */
export interface UnfinishedWrites {
  /** Their rows of some contacts, by id, as they were before; null: the runs inserted them. */
  readonly readFormerRows: (selection: ContactSelection) => ReadonlyMap<number, ScheduleRow | null>;
}

/**
 * Finds runs of today that were killed or have failed half-way. Balancing looks at all mails at once. If it kept the
 * dates that such a run has given to half of the mails (spec 2.6, rule 4), it would move the other half to different
 * dates, and the plan would differ from that of an undisturbed run for a year. So the mails of these runs are placed
 * again, and only the rows that the runs found count (spec 4.3).
 *
 * Only runs of today: if a run were killed every day, mail that is placed again each day might never become due. Rows
 * dated before `earliest` keep their dates: a sender may be sending them.
 *
 * @param ownRunId the run that asks: it may have begun to write, and is not unfinished
 * @returns undefined where there are none
 */
export function findUnfinishedWrites(
  store: Store,
  clock: RunClock,
  ownRunId?: string,
): UnfinishedWrites | undefined {
  const unfinished = store.unfinishedRuns;
  const runIds = unfinished
    .listUnfinishedRuns()
    .filter(({ runId, runTimestamp }) => runId !== ownRunId && clock.localDate(runTimestamp) === clock.today)
    .map(({ runId }) => runId);
  if (runIds.length === 0) return undefined;
  const from = formatDate(clock.earliest);
  return { readFormerRows: (selection) => unfinished.readFormerRows(runIds, selection, from) };
}
