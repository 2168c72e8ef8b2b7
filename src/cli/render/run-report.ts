import { escapeText } from '../../error/escape-text.ts';
import type { RunReport } from '../../run/run-report.ts';
import type { Io } from '../io.ts';
import { formatInteger, formatMilliseconds } from './format-number.ts';
import { chooseStyle, type Style } from './style.ts';
import { wrapItems } from './wrap-items.ts';

const labelWidth = 12;
/** Of a long list the first are shown; `--json` has them all. */
const shown = 10;

/** What the lines of the report are drawn with. */
interface Page {
  readonly style: Style;
  readonly columns: number;
}

type Counts = Readonly<Record<string, number>>;

/** A line with its label in front; what does not fit goes on below, under the first item. */
function entry(label: string, items: readonly string[], { style, columns }: Page): string[] {
  if (items.length === 0) return [];
  return wrapItems(items, columns - labelWidth).map(
    (line, index) => style.dim((index === 0 ? label : '').padEnd(labelWidth)) + line,
  );
}

/** The biggest first. */
const listCounts = (counts: Counts): string[] =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([name, count]) => `${escapeText(name)} ${formatInteger(count)}`);

function renderHead(report: RunReport, { style }: Page): string[] {
  const what = report.status === 'held_back' ? style.bad('HELD BACK') : style.good('completed');
  const dry = report.dry_run ? ` ${style.warning('(dry run: nothing was written)')}` : '';
  return [`${style.strong(report.run_id)} ${what}${dry}`];
}

function renderContacts({ contacts, as_of, today }: RunReport, page: Page): string[] {
  const { total, eligible, suppressed, ineligible } = contacts;
  return [
    ...entry('today', [`${today} (as of ${as_of})`], page),
    ...entry(
      'contacts',
      [
        `${formatInteger(total)} in all`,
        `${formatInteger(eligible)} eligible, ${formatInteger(suppressed)} of them suppressed`,
        `${formatInteger(ineligible)} ineligible`,
      ],
      page,
    ),
  ];
}

/** A small table: email type, planned, skipped, and their sums. */
function renderPlanned({ planned }: RunReport, { style }: Page): string[] {
  const rows = Object.entries(planned).map(([type, { pre_scheduled, skipped }]) => ({
    type: escapeText(type),
    planned: pre_scheduled,
    skipped,
  }));
  if (rows.length === 0) return [`${style.dim('mails'.padEnd(labelWidth))}none`];
  rows.sort((a, b) => b.planned + b.skipped - a.planned - a.skipped);
  const sum = (pick: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const all = [
    ...rows,
    { type: 'total', planned: sum((row) => row.planned), skipped: sum((row) => row.skipped) },
  ];
  const width = Math.max(10, ...all.map(({ type }) => type.length));
  const line = (type: string, first: string, second: string): string =>
    `${type.padEnd(width)} ${first.padStart(11)} ${second.padStart(11)}`;
  const margin = ' '.repeat(labelWidth);
  return [
    style.dim('mails'.padEnd(labelWidth)) + style.dim(line('', 'planned', 'skipped')),
    ...all.map((row) => margin + line(row.type, formatInteger(row.planned), formatInteger(row.skipped))),
  ];
}

const listExcluded = ({ excluded }: RunReport): string[] =>
  Object.entries(excluded)
    .sort(([, a], [, b]) => b.mails - a.mails)
    .map(
      ([state, { contacts, mails }]) =>
        `${escapeText(state)} ${formatInteger(mails)} mails of ${formatInteger(contacts)} contacts`,
    );

function renderWrites({ writes, batches, dry_run }: RunReport, page: Page): string[] {
  const { inserted, updated, deleted, unchanged } = writes;
  const counts = [
    `${formatInteger(inserted)} inserted`,
    `${formatInteger(updated)} updated`,
    `${formatInteger(deleted)} deleted`,
    `${formatInteger(unchanged)} unchanged`,
  ];
  const retried = batches.retried > 0 ? [`${formatInteger(batches.retried)} batches tried again`] : [];
  return entry(dry_run ? 'would write' : 'written', [...counts, ...retried], page);
}

/** The first of a list that may be long, and how many more there are. */
function firstOf<T>(list: readonly T[], total: number, format: (item: T) => string): string[] {
  const rest = total > shown ? [`and ${formatInteger(total - shown)} more: see --json`] : [];
  return [...list.slice(0, shown).map(format), ...rest];
}

/** What a person must look at; nothing if all is well. */
function renderAttention(report: RunReport, page: Page): string[] {
  const bad = { ...page, style: { ...page.style, dim: page.style.bad } };
  const warning = { ...page, style: { ...page.style, dim: page.style.warning } };
  const violations = firstOf(
    report.violations,
    report.violations_total,
    (found) =>
      `contact ${found.contact_id} ${found.email_type} on ${found.send_date}: ${found.rule}, ${found.detail}`,
  );
  const lines = violations.flatMap((text) => entry('held back', [escapeText(text)], bad));
  const unwritten = firstOf(
    report.unwritten,
    report.unwritten.length,
    ({ contact, reason }) => `contact ${contact}: ${reason}`,
  );
  const days = firstOf(
    report.over_cap_days,
    report.over_cap_days.length,
    ({ date, mails }) => `${date} ${formatInteger(mails)}`,
  );
  const caps =
    report.over_cap_days[0] === undefined ? [] : [`cap ${formatInteger(report.over_cap_days[0].cap)}`];
  const stuck = firstOf(report.stuck, report.stuck_total, String);
  return [
    ...lines,
    ...unwritten.flatMap((text) => entry('unwritten', [escapeText(text)], bad)),
    ...entry('over cap', [...caps, ...days], warning),
    ...entry('stuck', stuck.length === 0 ? [] : ['processing for over a day, rows', ...stuck], warning),
    ...report.warnings.flatMap((text) => entry('warning', [escapeText(text)], warning)),
  ];
}

function renderTimings({ timings_ms, peak_rss_mb }: RunReport, page: Page): string[] {
  const total = Object.values(timings_ms).reduce((sum, ms) => sum + ms, 0);
  const phases = Object.entries(timings_ms).map(([phase, ms]) => `${phase} ${formatMilliseconds(ms)}`);
  return entry('time', [formatMilliseconds(total), ...phases, `peak ${formatInteger(peak_rss_mb)} MB`], page);
}

/** The report of a run for the terminal (spec 4.1): what needs attention comes last, next to the prompt. */
export function renderRunReport(report: RunReport, io: Io): string {
  const page: Page = { style: chooseStyle(io), columns: io.columns };
  const { catch_up, smoothed, capped } = report.adjusted;
  const moved = listCounts({ 'catch-up': catch_up, smoothed, capped });
  const lines = [
    ...renderHead(report, page),
    ...renderContacts(report, page),
    ...renderPlanned(report, page),
    ...entry('skipped', listCounts(report.skipped), page),
    ...entry('excluded', listExcluded(report), page),
    ...entry('moved', moved, page),
    ...entry('issues', listCounts(report.issues), page),
    ...renderWrites(report, page),
    ...renderTimings(report, page),
    ...renderAttention(report, page),
  ];
  return `${lines.join('\n')}\n`;
}
