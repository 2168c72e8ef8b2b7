import { formatDate } from '../domain/calendar/date-text.ts';
import type { RunClock } from '../domain/calendar/run-clock.ts';
import type { ScheduleRow } from '../domain/mail/schedule-row.ts';
import type { ContactSelection } from '../store/contact-selection.ts';
import type { Store } from '../store/store.ts';

/** What runs have written that never came to their end. */
export interface UnfinishedWrites {
  /** Their rows of some contacts, by id, as they were before; null: the runs inserted them. */
  readonly readFormerRows: (selection: ContactSelection) => ReadonlyMap<number, ScheduleRow | null>;
}

/**
 * Finds runs of today that were killed or have failed half-way. Balancing looks at all mails at once: were the half
 * that such a run has placed held fast (spec 2.6, rule 4), the rest would fall into other places around it, and a
 * killed run would leave its mark for a year. So what they placed is placed anew, and only what they found counts; the
 * result is the plan of an undisturbed run (spec 4.3).
 *
 * Today's only: were a run killed every day, mail that is placed anew each day might never become due. And not rows
 * dated before `earliest`: a sender may be at work on them.
 *
 * @param ownRunId of the run that asks, which may have begun to write
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
