import { z } from 'zod';
import type { StateDescription } from '../../config/describe-policy.ts';
import { documentOf } from './document-of.ts';
import { text, whole } from './fields.ts';

const state = documentOf<StateDescription>()(
  z.strictObject({
    state: text('The state, two capitals.'),
    sentence: text('Its rules in words.'),
    citations: z.array(z.string()).describe('Where the rules come from; empty: they do not say.'),
  }),
);

/** `sendwindow policy show` (spec 3.2). */
export const policyShowDocument = z.strictObject({
  name: text('The policy.'),
  version: whole('Its version.'),
  source: z
    .string()
    .nullable()
    .describe('Where the policy in force comes from: `policy version 4`; null for one that was named.'),
  states: z.array(state).describe('The states that have rules; the others have no exclusion windows.'),
});
