/** The width that a column would like, and whether it may get less. */
export interface ColumnWidth {
  readonly width: number;
  readonly keep: boolean;
}

/** Blanks between two columns. */
const gap = 2;

/** A text that is cut shorter than this says nothing. */
const narrowestColumn = 8;

const totalWidth = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap * (widths.length - 1);

/**
 * Widths that fit into `room`: of the columns that may be cut the widest gives way first.
 *
 * @returns `undefined` where no widths fit: the rows need another form than a table
 */
export function fitWidths(columns: readonly ColumnWidth[], room: number): number[] | undefined {
  const widths = columns.map(({ width }) => width);
  while (totalWidth(widths) > room) {
    const widest = Math.max(...widths.filter((_, index) => columns[index]?.keep === false));
    if (!(widest > narrowestColumn)) return undefined;
    const index = widths.findLastIndex((width, at) => width === widest && columns[at]?.keep === false);
    widths[index] = widest - 1;
  }
  return widths;
}
