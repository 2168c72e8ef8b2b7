/** Breaks a text that is longer than a line at its spaces; a word that is longer than a line stays whole. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A text is not wrapped to less. */
const narrowestText = 20;

/**
 * A text of several lines that follows something of `indent` characters; the lines after the first are indented
 * by as many.
 */
export const wrapHanging = (text: string, columns: number, indent: number): string =>
  wrapText(text, Math.max(narrowestText, columns - indent)).join(`\n${' '.repeat(indent)}`);

/**
 * Puts items, separated by commas, into lines that are no wider than `width`; an item is only broken if it alone is
 * wider than a line.
 */
export function wrapItems(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  items.forEach((item, index) => {
    const isLast = index === items.length - 1;
    const text = isLast || item.endsWith(':') ? item : `${item},`;
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= width)
      lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(...wrapText(text, Math.max(narrowestText, width)));
  });
  return lines;
}
