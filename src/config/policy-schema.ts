import { z } from 'zod';
import { describeLeaf, text, wholeNumber } from './input/leaf.ts';
import { stateCodeSchema, stateEntrySchema } from './state-rule-schema.ts';

/** An exclusion policy as people write it (spec 3.2): name, version, and each state's rule or rules. */
export const policySchema = z.strictObject({
  name: describeLeaf(text('the name of an exclusion policy'), 'The name by which `policy` refers to it.'),
  version: describeLeaf(wholeNumber('', 1, 1_000_000_000), 'The version of its content, from 1.'),
  states: describeLeaf(
    {
      schema: z.partialRecord(stateCodeSchema, stateEntrySchema),
      facts: {
        kind: 'data',
        what: 'a mapping of states to rules',
        use: '{ CA: { type: birthday_window, window_before: 30, window_after: 60 } }',
        unit: '',
        code: 'WRONG_TYPE',
      },
    },
    "Each state's rule, or a list of rules that all count. A state that is absent has no exclusion windows.",
  ),
});
