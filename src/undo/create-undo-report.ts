import { formatDate } from '../domain/calendar/date-text.ts';
import type { OpenJob } from '../run/open-job.ts';
import type { EnteredRun } from '../store/undo-reads.ts';
import type { Census } from './take-census.ts';
import type { UndoOptions } from './undo-options.ts';
import type { UndoReport } from './undo-report.ts';
import type { UndoTally } from './undo-tally.ts';

/** What an undo's report is made of. */
export interface UndoFacts {
  /** The run that was taken back. */
  readonly target: EnteredRun;
  readonly hold: string;
  /** Where the backup is; null: none was made. */
  readonly backup: string | null;
  readonly before: Census;
  readonly after: Census;
  readonly tally: UndoTally;
}

/** What `runs undo` prints and keeps of itself. */
export function createUndoReport(
  { options, settings, clock, timer }: OpenJob<UndoOptions>,
  { target, hold, backup, before, after, tally }: UndoFacts,
): UndoReport {
  const { runId, asOf } = options;
  const { timezone } = settings.configuration;
  return {
    run_id: runId,
    status: 'completed',
    as_of: asOf.toZonedDateTimeISO(timezone).toString({ timeZoneName: 'never' }),
    today: formatDate(clock.today),
    undone: { run_id: target.runId, kind: target.kind, run_timestamp: target.runTimestamp },
    rows: tally.rows,
    targets: tally.targets,
    left: tally.left,
    hold,
    backup,
    batches: tally.batches,
    checksums: {
      schedules_before: before.schedules.toString(),
      schedules_after: after.schedules.toString(),
      schedules_before_run: target.kind === 'partial' ? null : target.schedulesBeforeChecksum,
    },
    timings_ms: timer.timings,
  };
}
