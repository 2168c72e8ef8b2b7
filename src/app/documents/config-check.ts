import { z } from 'zod';
import { count, text, warnings } from './fields.ts';

/** `sendwindow config check` (spec 3.2). */
export const configCheckDocument = z.strictObject({
  file: text('The file, as it was named.'),
  keys: count('Keys that it sets.'),
  warnings: warnings(),
});
