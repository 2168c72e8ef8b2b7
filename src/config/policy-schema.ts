import { z } from 'zod';
import { describeLeaf, text, wholeNumber } from './input/leaf.ts';
import { stateCodeSchema, stateEntrySchema, stateRulesFacts } from './state-rule-schema.ts';

/** An exclusion policy as people write it (spec 3.2): name, version, and each state's rule or rules. */
export const policySchema = z.strictObject({
  name: describeLeaf(text('the name of an exclusion policy'), 'The name by which `policy` refers to it.'),
  version: describeLeaf(wholeNumber('', 1, 1_000_000_000), 'The version of its content, from 1.'),
  states: describeLeaf(
    {
      schema: z.partialRecord(stateCodeSchema, stateEntrySchema),
      facts: stateRulesFacts,
    },
    "Each state's rule, or a list of rules that all count. A state that is absent has no exclusion windows.",
  ),
});
