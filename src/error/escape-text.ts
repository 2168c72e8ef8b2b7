/** C0 and C1 control characters, DEL, line separators, direction overrides, invisible marks, half surrogates. */
const dangerous =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const shortForms: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

const escapeCharacter = (character: string): string =>
  shortForms[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * Makes text from a database or a file safe to show on a terminal: whatever could move the cursor, change the colour,
 * end the line or reverse the reading direction is shown as an escape.
 *
 * @example escapeText('a\u001b[31mb') // a\u001b[31mb, eight characters instead of one that colours
 */
export const escapeText = (text: string): string => text.replace(dangerous, escapeCharacter);

/** The same for text of several lines: line breaks stay. */
export const escapeLines = (text: string): string => text.split('\n').map(escapeText).join('\n');
