/** U+0009 to U+000D and U+0020: no other character counts as blank, in code and in SQL alike (spec 2.2). */
const isBlankCode = (code: number): boolean => code === 0x20 || (code >= 0x09 && code <= 0x0d);

/** A text without its outer blanks. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlankCode(text.charCodeAt(start))) start++;
  while (end > start && isBlankCode(text.charCodeAt(end - 1))) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

/** Nothing there: null, empty, or blanks only. */
export const isBlank = (text: string | null | undefined): text is null | undefined | '' =>
  text === null ||
  text === undefined ||
  text === '' ||
  (isBlankCode(text.charCodeAt(0)) && trimBlanks(text) === '');

/**
 * The form in which text is compared that people or other systems write (spec 2.2): without outer blanks, and without
 * regard to the case of ASCII letters.
 *
 * @example toComparedText(' Unsubscribed ') // 'unsubscribed'
 */
export const toComparedText = (text: string): string =>
  trimBlanks(text).replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase());

const unsubscribed = 'unsubscribed';
const synonyms: ReadonlySet<string> = new Set(['unsubscribe', 'opt_out', 'opt-out', 'optout', 'opted_out']);

/** A contact's status or the reason of a suppression as it is compared; five words read as `unsubscribed` (spec 2.2). */
export function toComparedReason(text: string): string {
  const compared = toComparedText(text);
  return synonyms.has(compared) ? unsubscribed : compared;
}
