import { escapeText } from '../../error/escape-text.ts';
import type { Io } from '../io.ts';
import { chooseStyle } from './style.ts';
import { wrapHanging } from './wrap-items.ts';

const word = 'warning ';

/** Warnings, one below the other. */
export function renderWarnings(warnings: readonly string[], io: Io): string {
  const style = chooseStyle(io);
  return warnings
    .map((text) => `${style.warning('warning')} ${wrapHanging(escapeText(text), io.columns, word.length)}\n`)
    .join('');
}
