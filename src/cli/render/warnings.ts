import { escapeText } from '../../error/escape-text.ts';
import type { Style } from './style.ts';

/** Warnings, a line each. */
export const renderWarnings = (warnings: readonly string[], style: Style): string =>
  warnings.map((warning) => `${style.warning('warning')} ${escapeText(warning)}\n`).join('');
