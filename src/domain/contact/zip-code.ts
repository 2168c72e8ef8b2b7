import { trimBlanks } from '../text/compared-text.ts';

/** The state of a five-digit ZIP, two capitals; `undefined` when it is not in the table (spec 3.3). */
export type ZipTable = (zip: string) => string | undefined;

const pattern = /^\d{5}(?:-\d{4})?$/;

/** The five digits of a ZIP of the form `12345` or `12345-6789` (spec 2.2); `undefined` for any other text. */
export function readZipCode(text: string): string | undefined {
  if (pattern.test(text)) return text.slice(0, 5);
  const trimmed = trimBlanks(text);
  return pattern.test(trimmed) ? trimmed.slice(0, 5) : undefined;
}
