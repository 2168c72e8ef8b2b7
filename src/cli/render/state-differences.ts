import type { StateDifference } from '../../config/diff-policies.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { Style } from './style.ts';

/** How each state's rule differs, before and after, in sentences. */
export const renderStateDifferences = (differences: readonly StateDifference[], style: Style): string =>
  differences
    .map(({ state, change, fields, before, after }) => {
      const detail = change === 'changed' ? `: ${fields.join(', ')}` : '';
      const head = `${style.strong(state)} ${change}${detail}`;
      if (before === after) return `${head}\n`;
      return `${head}\n  ${style.bad('-')} ${escapeText(before)}\n  ${style.good('+')} ${escapeText(after)}\n`;
    })
    .join('');
