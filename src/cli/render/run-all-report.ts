import type { OrganisationResult, RunOrganisationsReport } from '../../app/run-organisations.ts';
import { escapeLines } from '../../error/escape-text.ts';
import type { Io } from '../io.ts';
import { formatInteger } from './format-number.ts';
import { type Column, renderTable } from './table.ts';

const sumOf = (result: OrganisationResult, pick: 'pre_scheduled' | 'skipped'): number | null =>
  result.report && Object.values(result.report.planned).reduce((sum, counts) => sum + counts[pick], 0);

function countWrites({ report }: OrganisationResult): number | null {
  if (report === null) return null;
  const { inserted, updated, deleted } = report.writes;
  return inserted + updated + deleted;
}

const showCount = (count: number | null): string | null => (count === null ? null : formatInteger(count));

/** The first line of what went wrong; `--json` and the lines above the table have it whole. */
function describeOutcome({ report, error }: OrganisationResult): string {
  if (error !== null) return `${error.code}: ${error.message.split('\n')[0]}`;
  if (report?.status !== 'held_back') return '';
  const held: readonly [number, string][] = [
    [report.quarantined_total, 'held back'],
    [report.unwritten.length, 'not written'],
  ];
  return held
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${formatInteger(count)} contacts ${what}`)
    .join(', ');
}

const columns: readonly Column<OrganisationResult>[] = [
  { title: 'org', cell: ({ org_id }) => org_id, align: 'right' },
  { title: 'name', cell: ({ name }) => name },
  { title: 'status', cell: ({ report }) => report?.status ?? 'failed' },
  { title: 'exit', cell: ({ exit_code }) => exit_code, align: 'right' },
  { title: 'contacts', cell: ({ report }) => showCount(report?.contacts.total ?? null), align: 'right' },
  { title: 'planned', cell: (result) => showCount(sumOf(result, 'pre_scheduled')), align: 'right' },
  { title: 'skipped', cell: (result) => showCount(sumOf(result, 'skipped')), align: 'right' },
  { title: 'written', cell: (result) => showCount(countWrites(result)), align: 'right' },
  { title: '', cell: describeOutcome },
];

/** What went wrong, with all its lines. */
function renderFailures(results: readonly OrganisationResult[]): string {
  return results
    .map(({ org_id, error }) =>
      error === null ? '' : `\norganisation ${org_id}: ${error.code}\n${escapeLines(error.message)}\n`,
    )
    .join('');
}

/** The table at the end of `run --all` (spec 3.2). */
export function renderRunAllReport({ organisations: results }: RunOrganisationsReport, io: Io): string {
  const failed = results.filter(({ report }) => report === null).length;
  const summary = `${formatInteger(results.length)} organisations, ${formatInteger(failed)} failed\n`;
  return `${renderTable(results, columns, io)}\n${summary}${renderFailures(results)}`;
}
