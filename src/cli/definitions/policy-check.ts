import { type CommandShape, defineCommand } from '../command-definition.ts';
import { asOfOption, reportOptions } from './common-options.ts';

export const policyCheckShape = {
  arguments: { file: { name: 'FILE', text: 'an exclusion policy file, YAML or JSON' } },
  options: {
    db: {
      flags: '--db <file>',
      kind: 'text',
      text: 'compare with the policy in force for this database (default: with the built-in policy default)',
    },
    ...asOfOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const policyCheckDefinition = defineCommand({
  name: 'policy check',
  summary: 'check an exclusion policy file',
  details:
    'All problems are listed at once, each with its line and column. Exit code 2 if there is one, or if the policy excludes every date in every state. A policy that lacks rules for states that have some now is warned of.',
  examples: ['policy check policy.yaml'],
  ...policyCheckShape,
});
