import { escapeText } from '../../error/escape-text.ts';
import { SendwindowError } from '../../error/sendwindow-error.ts';
import { findNearestWord } from './nearest-word.ts';

/** A word that was given, and what it may be. */
export interface GivenWord {
  /** The command and the flag: `sendwindow issues: --kind`. */
  readonly where: string;
  readonly text: string;
  readonly allowed: readonly string[];
}

const simplify = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The only word that begins so: `presched` is `pre-scheduled`. */
function findAbbreviated(text: string, allowed: readonly string[]): string | undefined {
  const start = simplify(text);
  const found = allowed.filter((word) => start.length > 2 && simplify(word).startsWith(start));
  return found.length === 1 ? found[0] : undefined;
}

/**
 * Refuses a word that is none of those allowed, with the one that was probably meant.
 *
 * @throws SendwindowError BAD_USAGE
 */
export function checkWord({ where, text, allowed }: GivenWord): void {
  if (allowed.includes(text)) return;
  const meant = findNearestWord(text, allowed) ?? findAbbreviated(text, allowed);
  const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
  const shown = JSON.stringify(escapeText(text.slice(0, 60)));
  throw new SendwindowError(
    'BAD_USAGE',
    `${where} ${shown} is not known; ${suggestion}use one of ${allowed.join(', ')}`,
  );
}
