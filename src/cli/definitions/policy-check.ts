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
    'Lists all problems at once, each with its line and column. Exit code 2 if there is one, or if the policy excludes every date in every state. Warns if the policy has no rule for a state that has one now.',
  examples: ['policy check policy.yaml'],
  ...policyCheckShape,
});
