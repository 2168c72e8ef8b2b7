import { type RunRecord, showRun, type UsedContent } from '../../app/show-run.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { CommandCall, ExitCode } from '../command-definition.ts';
import type { runsShowShape } from '../definitions/runs-show.ts';
import { printReport } from '../print-report.ts';
import { formatInteger } from '../render/format-number.ts';
import { sessionOfCall } from '../session-of-call.ts';

const nameOf = (used: UsedContent | null): string => {
  if (used === null) return '-';
  const { name, version } = used.content;
  const title = typeof name === 'string' ? `${name} ${String(version ?? '')} ` : '';
  return `${title}(${used.hash.slice(0, 12)})`;
};

function describeChanges(changes: RunRecord['changes']): string {
  const kinds = Object.entries(changes).map(([kind, count]) => `${formatInteger(count)} ${kind}`);
  return kinds.length === 0 ? 'none' : kinds.join(', ');
}

/** What the report counts, one line per group; the whole of it is in `--json`. */
function describeReport(report: RunRecord['report']): [string, string][] {
  return Object.entries(report ?? {})
    .filter(([, value]) => typeof value === 'object' && value !== null && !Array.isArray(value))
    .map(([name, value]): [string, string] => [name, summarise(value as Record<string, unknown>)])
    .filter(([, text]) => text !== '');
}

const summarise = (group: Record<string, unknown>): string =>
  Object.entries(group)
    .filter(([, value]) => typeof value === 'number')
    .map(([name, value]) => `${name} ${formatInteger(value as number)}`)
    .join(', ');

function renderText(run: RunRecord): string {
  const { checksums } = run;
  const lines: [string, string][] = [
    ['run', run.run_id],
    ['kind', run.kind],
    ['status', run.error === null ? run.status : `${run.status}: ${run.error}`],
    ['as of', `${run.run_timestamp} UTC`],
    ['started', run.started_at === null ? '-' : `${run.started_at} UTC`],
    ['run by', run.run_by ?? '-'],
    ['ended', run.ended_at === null ? '-' : `${run.ended_at} UTC`],
    ['undone by', run.undone_by ?? '-'],
    ['version', run.product_version ?? '-'],
    ['configuration', nameOf(run.configuration)],
    ['policy', nameOf(run.policy)],
    ['contacts read', checksums.contacts ?? '-'],
    ['mails before', checksums.schedules_before ?? '-'],
    ['mails after', checksums.schedules_after ?? '-'],
    ['audit entries', describeChanges(run.changes)],
    ...describeReport(run.report),
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  return lines.map(([name, text]) => `${name.padEnd(width)}  ${escapeText(text)}\n`).join('');
}

/** `sendwindow runs show DB RUN` (spec 4.2). */
export async function runsShow(call: CommandCall<typeof runsShowShape>): Promise<ExitCode> {
  const { db: database, run } = call.arguments;
  printReport(call, await showRun({ database, run }, sessionOfCall(call)), renderText);
  return 0;
}
