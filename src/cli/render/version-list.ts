import { type ConfigVersion, isCancelled } from '../../store/config-versions.ts';
import type { Io } from '../io.ts';
import { type Column, renderTable } from './table.ts';

/** The version in force at a moment: the last to begin of those that have begun. */
function findCurrent(versions: readonly ConfigVersion[], now: string): ConfigVersion | undefined {
  return versions
    .filter((version) => version.validFrom <= now && !isCancelled(version))
    .sort((a, b) => (a.validFrom < b.validFrom ? 1 : a.validFrom > b.validFrom ? -1 : b.id - a.id))[0];
}

function describeStatus(version: ConfigVersion, current: ConfigVersion | undefined, now: string): string {
  if (isCancelled(version)) return 'cancelled';
  if (version === current) return 'in force';
  return version.validFrom > now ? 'to come' : '';
}

const reasonColumn: Column<ConfigVersion> = { title: 'reason', cell: ({ reason }) => reason };

/**
 * Versions as a table, the newest first.
 *
 * @param now UTC, `YYYY-MM-DD HH:MM:SS`
 * @param describeContent a few words on what a version holds
 */
export function renderVersionList(
  versions: readonly ConfigVersion[],
  { io, now }: { readonly io: Io; readonly now: string },
  describeContent: (content: unknown) => string,
): string {
  const current = findCurrent(versions, now);
  const describe = (text: string): string => {
    try {
      return describeContent(JSON.parse(text));
    } catch {
      return 'unreadable';
    }
  };
  const columns: readonly Column<ConfigVersion>[] = [
    { title: 'version', cell: ({ id }) => id, align: 'right' },
    { title: '', cell: (version) => describeStatus(version, current, now) },
    { title: 'valid from (UTC)', cell: ({ validFrom }) => validFrom, keep: true },
    { title: 'to', cell: ({ validTo }) => validTo, keep: true },
    { title: 'by', cell: ({ createdBy }) => createdBy },
    ...(versions.some(({ reason }) => reason !== null) ? [reasonColumn] : []),
    { title: 'content', cell: ({ configData }) => describe(configData) },
  ];
  return renderTable(versions, columns, io);
}
