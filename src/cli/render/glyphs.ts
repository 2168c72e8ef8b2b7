import type { Io } from '../io.ts';

/** The characters that charts and bars are drawn with. */
export interface Glyphs {
  readonly full: string;
  readonly shade: string;
  readonly line: string;
  /** Stands for text that was cut off. */
  readonly ellipsis: string;
}

const unicode: Glyphs = { full: '█', shade: '░', line: '│', ellipsis: '…' };
const ascii: Glyphs = { full: '#', shade: '.', line: '|', ellipsis: '~' };

/** Plain ASCII where the locale says that nothing else can be shown (`LC_ALL=C`). */
export function chooseGlyphs({ env }: Io): Glyphs {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8';
  return /utf-?8/i.test(locale) ? unicode : ascii;
}
