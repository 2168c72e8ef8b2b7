import { formatDateTime } from '../domain/calendar/run-clock.ts';
import type { JobOptions } from './job-options.ts';
import type { RunOptions } from './run-options.ts';

/** If `--as-of` is further from the wall clock than this, the run warns; in milliseconds. */
const asOfTolerance = 24 * 3_600_000;

/** The wall clock's time: UTC, `YYYY-MM-DD HH:MM:SS`. */
export const wallTimeOf = ({ wallClock }: Pick<JobOptions, 'wallClock'>): string =>
  formatDateTime(Temporal.Instant.fromEpochMilliseconds(wallClock().getTime()));

/** Warns of an `--as-of` far from the wall clock: mail that is due by the wall clock may become `missed`. */
export function warnOfAsOf({ asOf, dryRun, wallClock }: RunOptions): string[] {
  const wall = wallClock();
  if (dryRun || Math.abs(asOf.epochMilliseconds - wall.getTime()) <= asOfTolerance) return [];
  return [
    `AS_OF_FAR: this run took ${asOf.toString({ smallestUnit: 'minute' })} as now, but the clock says ${wall.toISOString()}`,
  ];
}
