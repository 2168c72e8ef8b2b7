import { z } from 'zod';
import { count, text, warnings, whole } from './fields.ts';

/** `sendwindow policy check` (spec 3.2). */
export const policyCheckDocument = z.strictObject({
  file: text('The file, as it was named.'),
  name: text('The name of the policy.'),
  version: whole('Its version.'),
  states: count('States that have rules.'),
  warnings: warnings(),
});
