import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderJson, renderJsonLine } from '../../../src/cli/render/json.ts';
import { escapeLines, escapeText } from '../../../src/error/escape-text.ts';

/** What could move a cursor, end a line or turn the reading direction. */
const dangerous = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\0',
      '\n',
      '\r',
      '\u001b',
      '\u007f',
      '\u009b',
      '\u200b',
      '\u202e',
      '\u2028',
      '\ufeff',
      '\ud800',
      '\udc00',
      '"',
      '\\',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
});

describe('text for a terminal', () => {
  test('has no control characters left, whatever was in it', () => {
    // Tags and a few marks of single scripts are Cf too, and do nothing to a terminal.
    const harmless =
      /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u180e\ufff9-\ufffb]|[\u{110bd}-\u{e007f}]/gu;
    fc.assert(fc.property(hostile, (text) => !dangerous.test(escapeText(text).replace(harmless, ''))));
  });

  test('is left alone where it is harmless', () => {
    expect(escapeText('Zoë Müller, 山田 👍 <a@b.example>')).toBe('Zoë Müller, 山田 👍 <a@b.example>');
  });

  test('keeps its lines where that is asked for', () => {
    expect(escapeLines('a\n\u001bb')).toBe('a\n\\u001bb');
  });
});

describe('JSON for a terminal', () => {
  test('says the same as before, without control characters', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = renderJsonLine({ text });
        expect(JSON.parse(line)).toEqual({ text });
        expect(JSON.parse(renderJson({ text }))).toEqual({ text });
        // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e]/);
      }),
    );
  });
});
