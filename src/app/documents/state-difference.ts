import { z } from 'zod';
import type { StateDifference } from '../../config/diff-policies.ts';
import { documentOf } from './document-of.ts';
import { text } from './fields.ts';

/** How the rules of a state differ, as several documents have it (spec 3.2). */
export const stateDifference = documentOf<StateDifference>()(
  z.strictObject({
    state: text('The state, two capitals.'),
    change: z.enum(['added', 'removed', 'changed']).describe('What became of its rules.'),
    fields: z
      .array(z.string())
      .describe('The keys that differ (`window_after`); `rules` where the number of rules does.'),
    before: text('The rules before, in words.'),
    after: text('The rules after, in words.'),
  }),
);
