import Table from 'cli-table3';
import { escapeText } from '../../error/escape-text.ts';
import type { Io } from '../io.ts';
import { type ColumnWidth, fitWidths } from './fit-widths.ts';
import { chooseGlyphs } from './glyphs.ts';
import { renderStack } from './stack.ts';
import { chooseStyle } from './style.ts';

/** What a cell shows; null shows as nothing. */
export type Cell = string | number | null;

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Cell;
  /** Numbers are aligned to the right. */
  readonly align?: 'left' | 'right';
  /** The column is never cut: half a date, run id or file name is useless. Columns on the right never are. */
  readonly keep?: boolean;
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

/** More of a cell would push everything else off the screen. */
const longestCell = 60;

/** The time that cli-table3 takes grows with the square of its rows: long tables are laid out in pieces. */
const rowsAtATime = 100;

/** Only the beginning is escaped: a cell may hold a megabyte. */
const formatCell = (value: Cell): string => escapeText(String(value ?? '').slice(0, longestCell + 1));

/** The width that tables are fitted to: the terminal's, else $COLUMNS where it is set; else there is no limit. */
function roomOf(io: Io): number {
  if (io.isTerminal) return io.columns;
  const given = Number(io.env['COLUMNS']);
  return Number.isSafeInteger(given) && given > 0 ? given : Number.POSITIVE_INFINITY;
}

function measureColumns<Row>(cells: readonly string[][], columns: readonly Column<Row>[]): ColumnWidth[] {
  return columns.map(({ title, align, keep }, index) => {
    const widest = cells.reduce((most, row) => Math.max(most, row[index]?.length ?? 0), title.length);
    return { width: Math.min(widest, longestCell), keep: keep === true || align === 'right' };
  });
}

/**
 * Rows as a table without borders; cells are escaped. On a terminal, and where COLUMNS is set, the table is fitted to the
 * width: texts are cut, dates and ids never. Where that is not enough, each row becomes a block of `title  value` lines.
 *
 * @returns '' where there are no rows
 */
export function renderTable<Row>(rows: readonly Row[], given: readonly Column<Row>[], io: Io): string {
  if (rows.length === 0) return '';
  // A column of remarks where there are none takes no room.
  const columns = given.filter(({ title, cell }) => title !== '' || rows.some((row) => cell(row)));
  const style = chooseStyle(io);
  const titles = columns.map(({ title }) => title);
  const cells = rows.map((row) => columns.map(({ cell }) => formatCell(cell(row))));
  const room = roomOf(io);
  const widths = fitWidths(measureColumns(cells, columns), room);
  if (widths === undefined) return renderStack(cells, titles, room, style);
  const renderPiece = (piece: readonly string[][], head: readonly string[]): string => {
    const table = new Table({
      head: head.map(style.strong),
      colAligns: columns.map(({ align }) => align ?? 'left'),
      colWidths: widths,
      chars: noBorders,
      truncate: chooseGlyphs(io).ellipsis,
      style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    });
    table.push(...piece);
    return table.toString();
  };
  const pieces: string[] = [];
  for (let from = 0; from < cells.length; from += rowsAtATime) {
    pieces.push(renderPiece(cells.slice(from, from + rowsAtATime), from === 0 ? titles : []));
  }
  const lines = pieces.join('\n').split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
