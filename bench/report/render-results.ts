import type { Sample } from '../session.ts';
import { medianOf, type Spread } from '../spread.ts';
import type { ResultDocument } from './result-document.ts';
import type { ResultRow } from './results.ts';

type Line = readonly string[];

/** Columns as wide as their widest cell. */
function renderTable(head: Line, lines: readonly Line[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => (line[at] ?? '').length)),
  );
  const render = (line: Line): string =>
    line
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width));
  return `${[head, rule, ...lines].map(render).join('\n')}\n`;
}

/** Three digits that say something. */
function formatNumber(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

function formatSpread(spread: Spread | undefined, unit: string): string {
  if (spread === undefined) return '-';
  const range = spread.count === 1 ? '' : ` (${formatNumber(spread.min)}-${formatNumber(spread.max)})`;
  return `${formatNumber(spread.median)}${unit}${range}`;
}

/** In brackets where the target is for another size. */
const formatVerdict = ({ verdict, isTargetSize }: ResultRow): string => {
  if (verdict === 'information') return '';
  return (verdict === 'met' || verdict === 'missed') && !isTargetSize ? `(${verdict})` : verdict;
};

const toLine = (row: ResultRow): Line => [
  row.what,
  row.target,
  formatSpread(row.measured, ` ${row.unit}`),
  formatSpread(row.ratio, ''),
  row.cpuRatio === undefined ? '' : formatNumber(row.cpuRatio.median),
  formatVerdict(row),
  row.note,
];

function medianText(
  samples: readonly Sample[],
  digits: number,
  read: (sample: Sample) => number | undefined,
): string {
  const values = samples.map(read).filter((value) => value !== undefined);
  return values.length === 0 ? '' : medianOf(values).toFixed(digits);
}

const phaseLine = (series: string, samples: readonly Sample[], phases: readonly string[]): Line => [
  series,
  ...phases.map((phase) => medianText(samples, 2, (sample) => toSeconds(sample.phases?.[phase]))),
  medianText(samples, 2, ({ seconds }) => seconds),
  medianText(samples, 2, ({ cpuSeconds }) => cpuSeconds),
  medianText(samples, 0, ({ peakMb }) => peakMb),
];

const toSeconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : milliseconds / 1000;

/** Where the time of the runs went: medians, in seconds. */
function renderPhases(samples: ResultDocument['samples']): string {
  const runs = Object.entries(samples).filter(([, list]) => list.some(({ phases }) => phases !== undefined));
  const phases = [
    ...new Set(runs.flatMap(([, list]) => list.flatMap((sample) => Object.keys(sample.phases ?? {})))),
  ];
  if (runs.length === 0) return '';
  const lines = runs.map(([series, list]) => phaseLine(series, list, phases));
  const table = renderTable(['run', ...phases, 'command', 'CPU', 'memory'], lines);
  return `\nPhases, the whole command, its CPU time (medians in seconds), and its peak memory in MB\n\n${table}`;
}

const formatLoad = (load: readonly number[]): string => load.map((value) => value.toFixed(2)).join(' ');

function renderHead({ contacts, repeat, machine, load }: ResultDocument): string {
  const shell = machine.sqlite_shell === null ? 'no shell' : `shell ${machine.sqlite_shell}`;
  return `sendwindow ${machine.product}: ${contacts.toLocaleString('en')} contacts, ${repeat} repeats, medians (min-max)
${machine.cores} x ${machine.cpu}, ${machine.memory_gib} GiB; Node ${machine.node}, SQLite ${machine.sqlite} (${shell})
load average before: ${formatLoad(load.before)}; after: ${formatLoad(load.after)}
`;
}

/** What the benchmark prints. Verdicts in brackets: the target is for 3,000,000 contacts, not for this size. */
export function renderResults(document: ResultDocument): string {
  const head = ['what', 'target', 'measured', 'ratio', 'of CPU time', 'verdict', ''];
  const faults = document.faults.map((fault) => `FAULT ${fault}\n`).join('');
  return `\n${renderHead(document)}\n${renderTable(head, document.rows.map(toLine))}${renderPhases(document.samples)}\n${faults}`;
}
