import { z } from 'zod';
import { describeLeaf, type Leaf, text } from './input/leaf.ts';
import { stateCodeSchema, stateEntrySchema, stateRulesFacts } from './state-rule-schema.ts';

/** Contact statuses, each once. */
export const statuses: Leaf<z.ZodArray<z.ZodString>> = {
  schema: z
    .array(describeLeaf(text('a status'), 'A contact status.'))
    .refine((words) => new Set(words).size === words.length),
  facts: {
    kind: 'list',
    what: 'a list of different statuses',
    use: 'each status once, such as [unsubscribed, bounced]',
    unit: '',
    code: 'DUPLICATE_VALUE',
  },
};

/** `2134` is a ZIP that lost its leading zeros, `75072-1234` one with the four digits that no state depends on. */
function suggestZip(found: unknown): string | undefined {
  const digits = /^\s*(\d{3,5})(?:-?\d{4})?\s*$/.exec(String(found))?.[1];
  return digits?.padStart(5, '0');
}

/** States by ZIP. */
export const zipStates = {
  schema: z.record(
    describeLeaf(
      {
        schema: z.string().regex(/^\d{5}$/),
        facts: {
          kind: 'text',
          what: 'a ZIP code',
          use: 'five digits, such as 75072',
          unit: '',
          code: 'BAD_ZIP',
          suggest: suggestZip,
        },
      },
      'A ZIP code of five digits.',
    ),
    stateCodeSchema,
  ),
  facts: {
    kind: 'data',
    what: 'a mapping of ZIP codes to states',
    use: '{ 75072: TX }',
    unit: '',
    code: 'WRONG_TYPE',
  },
} as const satisfies Leaf<z.ZodType>;

/** Versions of warnings by code. */
export const acknowledgedWarnings = {
  schema: z.record(
    describeLeaf(
      {
        schema: z.string().regex(/^[A-Z][A-Z_]*$/),
        facts: {
          kind: 'text',
          what: 'the code of a warning',
          use: 'the word that it begins with, such as AEP_BEFORE_OCTOBER',
          unit: '',
          code: 'NOT_ALLOWED',
        },
      },
      'The code of a warning.',
    ),
    describeLeaf(
      {
        schema: z.string().regex(/^v[0-9a-f]{8}$/),
        facts: {
          kind: 'text',
          what: 'the version of a warning',
          use: 'what `sendwindow config show` prints, such as v1f2e3d4c',
          unit: '',
          code: 'NOT_ALLOWED',
        },
      },
      'The version of the warning.',
    ),
  ),
  facts: {
    kind: 'data',
    what: 'a mapping of warnings to their versions',
    use: '{ AEP_BEFORE_OCTOBER: v1f2e3d4c }',
    unit: '',
    code: 'WRONG_TYPE',
  },
} as const satisfies Leaf<z.ZodType>;

/** State rules by state; null: no rule. */
export const stateRules = {
  schema: z.partialRecord(
    stateCodeSchema,
    describeLeaf(
      {
        schema: stateEntrySchema.nullable(),
        facts: {
          kind: 'data',
          what: 'a state rule',
          use: 'one rule with its type, a list of rules, or null for no rule',
          unit: '',
          code: 'WRONG_TYPE',
        },
      },
      'The rule of one state, a list of rules that all count, or null: no rule.',
    ),
  ),
  facts: stateRulesFacts,
} as const satisfies Leaf<z.ZodType>;
