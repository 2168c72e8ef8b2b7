import type { ChangeEntry, ColumnChange, ContactExplanation } from '../../explain/contact-explanation.ts';
import { type Page, wrapText } from './explanation-page.ts';

/** Of a long list the newest are shown; `--json` has more. */
const shown = 10;

const showValue = (value: ColumnChange['before']): string => {
  if (value === null) return 'none';
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
};

const describeColumns = (columns: readonly ColumnChange[]): string =>
  columns
    .map(({ column, before, after }) => `${column} ${showValue(before)} -> ${showValue(after)}`)
    .join(', ');

function describeChange({ kind, at, run_id, row_id, change, columns }: ChangeEntry): string {
  const when = at ?? 'at an unknown time';
  if (kind === 'contact' && change === 'delete')
    return `${when}  contact deleted: ${describeColumns(columns)}`;
  if (kind === 'contact') return `${when}  contact: ${describeColumns(columns)}`;
  const who = `row ${row_id} by ${run_id}`;
  if (change === 'update') return `${when}  ${who}: ${describeColumns(columns)}`;
  return `${when}  ${who}: deleted (${columns.map(({ before }) => showValue(before)).join(', ')})`;
}

const indent = (lines: readonly string[]): string[] =>
  lines.map((line, index) => `${index === 0 ? '  ' : '      '}${line}`);

/** What the contact has no event for. */
export function renderGaps({ no_events }: ContactExplanation, page: Page): string[] {
  if (no_events.length === 0) return [];
  const lines = no_events.flatMap(({ event, sentence }) =>
    indent(wrapText(event === 'all' ? sentence : `${event}: ${sentence}`, page.columns - 6)),
  );
  return [page.style.strong('No event'), ...lines];
}

/** What was changed when, by people and by runs. */
export function renderChanges({ changes }: ContactExplanation, page: Page): string[] {
  if (changes.length === 0) return [];
  const newest = changes.slice(-shown);
  const hidden = changes.length - newest.length;
  return [
    page.style.strong('Changed'),
    ...(hidden > 0 ? [page.style.dim(`  (${hidden} older changes: see --json)`)] : []),
    ...newest.flatMap((change) => indent(wrapText(describeChange(change), page.columns - 6))),
  ];
}
