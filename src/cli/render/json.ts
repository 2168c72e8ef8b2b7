/** What JSON.stringify leaves as it is although a terminal would act on it: DEL, C1, separators, overrides. */
const unescaped = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

const escapeCharacter = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A value as JSON on one line, safe to show on a terminal. */
export const renderJsonLine = (value: unknown): string =>
  JSON.stringify(value).replace(unescaped, escapeCharacter);

/** A value as a JSON document: what `--json` prints. */
export const renderJson = (value: unknown): string =>
  `${JSON.stringify(value, undefined, 2).replace(unescaped, escapeCharacter)}\n`;
