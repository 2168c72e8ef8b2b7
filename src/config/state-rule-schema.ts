import { z } from 'zod';
import type { ValueFacts } from './input/key-facts.ts';
import { choice, date, describeLeaf, flag, type Leaf, text, wholeNumber } from './input/leaf.ts';
import { stateNames } from './state-names.ts';

const days = wholeNumber('days', 0, 365);

/** One state's rule (spec 2.3, 3.2); every key but `type` is optional. */
export const stateRuleSchema = z.strictObject({
  type: describeLeaf(
    choice('a type of rule', ['birthday_window', 'effective_date_window', 'year_round']),
    'Which date the windows are around; year_round excludes every date.',
  ),
  window_before: describeLeaf(days, 'Days of the window before the anchor date.', { value: 0 }).optional(),
  window_after: describeLeaf(days, 'Days of the window after the anchor date.', { value: 0 }).optional(),
  pre_window_exclusion_days: describeLeaf(days, 'Days before the window that are excluded too.', {
    words: 'timing.pre_window_exclusion_days',
  }).optional(),
  use_month_start: describeLeaf(flag, 'Whether the anchor date moves to the first of its month.', {
    value: false,
  }).optional(),
  age_76_plus: describeLeaf(flag, 'Whether every date from the 76th birthday on is excluded too.', {
    value: false,
  }).optional(),
  citation: describeLeaf(
    {
      schema: z.string().max(1000).regex(/\S/),
      facts: { ...text('a citation').facts, use: 'a text of 1 to 1000 characters' },
    },
    'The source of the rule, as a note for readers.',
    { words: 'none' },
  ).optional(),
  effective_from: describeLeaf(
    date,
    'First anchor date (year_round: first date) for which the rule counts.',
    { words: 'no limit' },
  ).optional(),
  effective_to: describeLeaf(date, 'Last anchor date (year_round: last date) for which the rule counts.', {
    words: 'no limit',
  }).optional(),
});

const rules: Leaf<z.ZodArray<typeof stateRuleSchema>> = {
  schema: z.array(stateRuleSchema).min(1),
  facts: { kind: 'data', what: 'a list of rules', use: 'one rule or more', unit: '', code: 'OUT_OF_RANGE' },
};

/** A state's rule, or several that all count. */
export const stateEntrySchema = describeLeaf(
  {
    schema: z.union([stateRuleSchema, describeLeaf(rules, 'Several rules of one state, which all count.')]),
    facts: {
      kind: 'data',
      what: 'a state rule',
      use: 'one rule with its type, or a list of rules',
      unit: '',
      code: 'WRONG_TYPE',
    },
  },
  'The rule of one state, or a list of rules that all count.',
);

/** `ca` and `California` mean CA. */
function suggestState(found: unknown): string | undefined {
  const word = String(found).trim().toUpperCase();
  return Object.entries(stateNames).find(([code, name]) => code === word || name.toUpperCase() === word)?.[0];
}

const codes = Object.keys(stateNames) as [string, ...string[]];

/** A two-letter state code in capitals: states, DC, territories and military addresses. */
export const stateCodeSchema = describeLeaf(
  {
    schema: z.enum(codes),
    facts: {
      kind: 'text',
      what: 'a state code',
      use: 'two capital letters, such as CA',
      unit: '',
      code: 'UNKNOWN_STATE',
      suggest: suggestState,
    },
  },
  'A state code.',
);

/** What a mapping of states to rules is, in a policy and in a layer of the configuration. */
export const stateRulesFacts = {
  kind: 'data',
  what: 'a mapping of states to rules',
  use: '{ CA: { type: birthday_window, window_before: 30, window_after: 60 } }',
  unit: '',
  code: 'WRONG_TYPE',
} as const satisfies ValueFacts;
