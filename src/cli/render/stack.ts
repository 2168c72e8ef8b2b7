import type { Style } from './style.ts';
import { wrapText } from './wrap-items.ts';

/** A value is broken at its blanks where it is longer than this at least, however narrow the terminal. */
const narrowestValue = 16;

/**
 * Rows as blocks of `title  value` lines, for where a table would not fit. Values are wrapped, never cut; empty ones are
 * left out.
 */
export function renderStack(
  rows: readonly (readonly string[])[],
  titles: readonly string[],
  room: number,
  style: Style,
): string {
  const widest = Math.max(...titles.map(({ length }) => length));
  const indent = widest + 2;
  const renderRow = (row: readonly string[]): string =>
    row
      .flatMap((value, index) => {
        if (value === '') return [];
        const title = titles[index] ?? '';
        const head = style.strong(title) + ' '.repeat(indent - title.length);
        const lines = wrapText(value, Math.max(narrowestValue, room - indent));
        return `${head}${lines.join(`\n${' '.repeat(indent)}`)}\n`;
      })
      .join('');
  return rows.map(renderRow).join('\n');
}
