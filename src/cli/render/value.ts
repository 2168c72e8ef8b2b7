import { escapeText } from '../../error/escape-text.ts';

/** A configuration value on one line: texts as they are, all else as JSON; `-` where there is none. */
export function renderValue(value: unknown): string {
  if (value === undefined) return '-';
  return escapeText(typeof value === 'string' ? value : JSON.stringify(value));
}
