import type { RunReport } from '../src/run/run-report.ts';
import { openDatabase } from '../src/store/open-database.ts';
import type { Session } from './session.ts';

/** How far the tables that a run writes have been filled. */
export interface FillState {
  readonly rows: number;
  readonly lastRow: number;
  readonly lastChange: number;
  readonly lastIssue: number;
}

/** Reads the database itself: what a report says of its writes is what is being checked. */
export function readFillState(path: string): FillState {
  using db = openDatabase(path, { mode: 'read-only' });
  const found = db
    .prepare(
      `select (select count(*) from email_schedules) as rows,
         (select ifnull(max(id), 0) from email_schedules) as lastRow,
         (select ifnull(max(id), 0) from schedule_changes) as lastChange,
         (select ifnull(max(id), 0) from contact_issues) as lastIssue`,
    )
    .get();
  return { ...(found as unknown as FillState) };
}

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Rows that a run says it has written. */
export const countWrites = ({ writes }: RunReport): number =>
  writes.inserted + writes.updated + writes.deleted;

/** Makes it a fault of the benchmark if an unchanged run has written something, by its report or by the database. */
export function expectNothingWritten(
  session: Session,
  series: string,
  report: RunReport,
  before: FillState,
  after: FillState,
): void {
  if (countWrites(report) > 0)
    session.fault(`${series}: nothing had changed, and the run wrote ${JSON.stringify(report.writes)}`);
  if (!isSame(before, after))
    session.fault(
      `${series}: nothing had changed, and the tables went from ${JSON.stringify(before)} to ${JSON.stringify(after)}`,
    );
  if (report.checksums.schedules_before !== report.checksums.schedules_after)
    session.fault(`${series}: the checksums before and after differ`);
}

/** Makes it a fault if rows of other contacts than `id % modulus = remainder` were written since `before`. */
export function expectOnlyWritten(
  session: Session,
  series: string,
  path: string,
  before: FillState,
  modulus: number,
  remainder: number,
): void {
  using db = openDatabase(path, { mode: 'read-only' });
  const { lastChange, lastRow } = before;
  const found = db
    .prepare(
      `select
         (select count(*) from schedule_changes where id > :lastChange and contact_id % :modulus <> :remainder)
         + (select count(*) from email_schedules where id > :lastRow and contact_id % :modulus <> :remainder) as others`,
    )
    .get({ lastChange, lastRow, modulus, remainder });
  if (found?.['others'] !== 0)
    session.fault(`${series}: ${found?.['others']} rows of contacts that had not changed were written`);
}
