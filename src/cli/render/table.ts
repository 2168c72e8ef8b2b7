import Table from 'cli-table3';
import type { Io } from '../io.ts';
import { escapeText } from './escape-text.ts';
import { chooseGlyphs } from './glyphs.ts';
import { chooseStyle } from './style.ts';

/** What a cell shows; null shows as nothing. */
export type Cell = string | number | null;

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Cell;
  /** Numbers stand on the right. */
  readonly align?: 'left' | 'right';
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

const gap = 2;
/** More of a cell would push everything else off the screen. */
const longestCell = 60;
/** A column is not made narrower than this; columns that find no room then are left out, the last first. */
const narrowestColumn = 6;

/** Only the beginning is escaped: a cell may hold a megabyte. */
const formatCell = (value: Cell): string => escapeText(String(value ?? '').slice(0, longestCell + 1));

const totalWidth = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);

/**
 * Widths that fit into `room`: the widest column gives way first.
 *
 * @param natural the widths that the cells would like
 */
export function fitWidths(natural: readonly number[], room: number): number[] {
  const widths = natural.map((width) => Math.min(width, longestCell));
  while (totalWidth(widths) > room) {
    const widest = Math.max(...widths);
    if (widest > narrowestColumn) widths[widths.lastIndexOf(widest)] = widest - 1;
    else if (widths.length > 1) widths.pop();
    else break;
  }
  return widths;
}

/**
 * Rows as a table without borders; cells are escaped and cut, on a terminal to its width.
 *
 * @returns '' where there are no rows
 */
export function renderTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], io: Io): string {
  if (rows.length === 0) return '';
  const style = chooseStyle(io);
  const cells = rows.map((row) => columns.map(({ cell }) => formatCell(cell(row))));
  const natural = columns.map(({ title }, index) =>
    Math.max(title.length, ...cells.map((row) => (row[index] as string).length)),
  );
  const widths = fitWidths(natural, io.isTerminal ? io.columns : Number.POSITIVE_INFINITY);
  const table = new Table({
    head: columns.slice(0, widths.length).map(({ title }) => style.strong(title)),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    colWidths: widths,
    chars: noBorders,
    truncate: chooseGlyphs(io).ellipsis,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const row of cells) table.push(row.slice(0, widths.length));
  const lines = table.toString().split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
