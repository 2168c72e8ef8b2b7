import { escapeText } from '../../error/escape-text.ts';
import type { Io } from '../io.ts';
import { chooseGlyphs } from './glyphs.ts';
import { chooseStyle, type Style } from './style.ts';

/** What windows are drawn with, left of the timeline. */
export interface Rail {
  readonly start: string;
  readonly inside: string;
  readonly end: string;
  readonly outside: string;
  /** Draws the lines of today and of the horizon. */
  readonly across: string;
}

/** What the lines of an explanation are drawn with. */
export interface Page {
  readonly style: Style;
  readonly columns: number;
  readonly rail: Rail;
}

const drawn: Rail = { start: '┌', inside: '│', end: '└', outside: ' ', across: '─' };
const typed: Rail = { start: '+', inside: '|', end: '+', outside: ' ', across: '-' };

/** Longer lines are hard to read, shorter ones leave no room for a sentence. */
const widest = 100;
const narrowest = 60;

export function createPage(io: Io): Page {
  const glyphs = chooseGlyphs(io);
  return {
    style: chooseStyle(io),
    columns: Math.max(narrowest, Math.min(widest, io.columns)),
    rail: glyphs.line === drawn.inside ? drawn : typed,
  };
}

/** The pieces of a word that do not fit into a line. */
function breakWord(word: string, width: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += width) pieces.push(word.slice(at, at + width));
  return pieces;
}

/** Stands for a blank at which no line is broken. */
const unbroken = '\u00a0';

/** Text that stays on one line, if it fits into one. */
export const keepTogether = (text: string): string => text.replaceAll(' ', unbroken);

/** Text of the database as lines no wider than `width`, control characters escaped. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of escapeText(text)
    .split(' ')
    .flatMap((word) => breakWord(word, width))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => line.replaceAll(unbroken, ' '));
}

const labelWidth = 10;

/** A label and its text; what does not fit goes on below the text. */
export function labelled(label: string, text: string, { style, columns }: Page): string[] {
  return wrapText(text, columns - labelWidth).map(
    (line, index) => style.dim((index === 0 ? label : '').padEnd(labelWidth)) + line,
  );
}
