import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderErrorReference } from '../../../scripts/documents/render-error-reference.ts';
import { errorKinds } from '../../../src/error/error-code.ts';
import { SendwindowError } from '../../../src/error/sendwindow-error.ts';

const documentation = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const codes = Object.keys(errorKinds) as (keyof typeof errorKinds)[];

describe('docs/errors.md', () => {
  it('is what the table of codes says', () => {
    expect(documentation).toBe(renderErrorReference());
  });

  it('has a row for every code, and no other', () => {
    expect([...documentation.matchAll(/^\| <a id="(\w+)"/gm)].map(([, code]) => code)).toEqual(codes);
  });

  it.each(codes)(
    'says of %s what has happened and what to do, in whole sentences that no table breaks on',
    (code) => {
      const { meaning, remedy } = errorKinds[code];
      for (const text of [meaning, remedy]) expect(text).toMatch(/^[A-Z][^|\n]+\.$/);
      expect(new SendwindowError(code, 'x').exitCode).toBe(errorKinds[code].exitCode);
    },
  );
});
