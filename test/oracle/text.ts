/** Spec 2.2: how text that people or other systems wrote is compared. */

/** Cuts the outer blanks: U+0009 to U+000D and U+0020, and no others. */
export function trimBlanks(text: string): string {
  return text.replace(/^[\t-\r ]+/, '').replace(/[\t-\r ]+$/, '');
}

/** Without outer blanks, ASCII capitals as small letters. Letters of other scripts stay as they are. */
export function comparedForm(value: unknown): string {
  if (value === null || value === undefined) return '';
  return trimBlanks(String(value)).replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

const synonymsOfUnsubscribed = ['unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out'];

/** A status of a contact or the reason of a suppression: ` Opt-Out` reads as `unsubscribed`. */
export function readReason(value: unknown): string {
  const word = comparedForm(value);
  return synonymsOfUnsubscribed.includes(word) ? 'unsubscribed' : word;
}

/** Absent, empty or blank. */
export function isAbsent(value: unknown): boolean {
  return value === null || value === undefined || trimBlanks(String(value)) === '';
}

/** Spec 2.2: whole numbers from 1 to 2^53 - 1. */
export function isId(id: number): boolean {
  return Number.isSafeInteger(id) && id >= 1;
}
