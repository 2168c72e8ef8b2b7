import type { VersionList } from '../../app/list-versions.ts';
import { formatDateTime } from '../../domain/calendar/run-clock.ts';
import type { ReportedVersion } from '../../settings/report-version.ts';
import type { Io } from '../io.ts';
import { type Column, renderTable } from './table.ts';

/** Whether a version was cancelled before it began to count. */
const isCancelled = ({ valid_from, valid_to }: ReportedVersion): boolean =>
  valid_to !== null && valid_to < valid_from;

/** The version in force at a moment: the last to begin of those that have begun. */
function findCurrent(versions: readonly ReportedVersion[], now: string): ReportedVersion | undefined {
  return versions
    .filter((version) => version.valid_from <= now && !isCancelled(version))
    .sort((a, b) => (a.valid_from < b.valid_from ? 1 : a.valid_from > b.valid_from ? -1 : b.id - a.id))[0];
}

function describeStatus(version: ReportedVersion, current: ReportedVersion | undefined, now: string): string {
  if (isCancelled(version)) return 'cancelled';
  if (version === current) return 'in force';
  return version.valid_from > now ? 'to come' : '';
}

const reasonColumn: Column<ReportedVersion> = { title: 'reason', cell: ({ reason }) => reason };

/**
 * Versions as a table, the newest first.
 *
 * @param describeContent a few words on what a version holds
 */
export function renderVersionList(
  { versions }: VersionList,
  io: Io,
  describeContent: (content: unknown) => string,
): string {
  const now = formatDateTime(io.now());
  const current = findCurrent(versions, now);
  const describe = (content: unknown): string => {
    // A content that is no JSON is given as text.
    if (typeof content === 'string') return 'unreadable';
    try {
      return describeContent(content);
    } catch {
      return 'unreadable';
    }
  };
  const columns: readonly Column<ReportedVersion>[] = [
    { title: 'version', cell: ({ id }) => id, align: 'right' },
    { title: '', cell: (version) => describeStatus(version, current, now) },
    { title: 'valid from (UTC)', cell: ({ valid_from }) => valid_from, keep: true },
    { title: 'to', cell: ({ valid_to }) => valid_to, keep: true },
    { title: 'by', cell: ({ created_by }) => created_by },
    ...(versions.some(({ reason }) => reason !== null) ? [reasonColumn] : []),
    { title: 'content', cell: ({ content }) => describe(content) },
  ];
  return renderTable(versions, columns, io);
}
