import type { StateDifference } from '../../config/diff-policies.ts';
import { escapeText } from '../../error/escape-text.ts';
import type { Io } from '../io.ts';
import { chooseStyle } from './style.ts';
import { wrapHanging } from './wrap-items.ts';

/** `  - ` and `  + ` come before a sentence. */
const indent = 4;

/** How each state's rule differs, before and after, in sentences. */
export function renderStateDifferences(differences: readonly StateDifference[], io: Io): string {
  const style = chooseStyle(io);
  const sentence = (text: string): string => wrapHanging(escapeText(text), io.columns, indent);
  return differences
    .map(({ state, change, fields, before, after }) => {
      const detail = change === 'changed' ? `: ${fields.join(', ')}` : '';
      const head = `${style.strong(state)} ${change}${detail}`;
      if (before === after) return `${head}\n`;
      return `${head}\n  ${style.bad('-')} ${sentence(before)}\n  ${style.good('+')} ${sentence(after)}\n`;
    })
    .join('');
}
