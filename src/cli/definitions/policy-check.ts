import { type CommandShape, defineCommand } from '../command-definition.ts';
import { asOfOption, reportOptions } from './common-options.ts';

export const policyCheckShape = {
  arguments: { file: { name: 'FILE', text: 'an exclusion policy file, YAML or JSON' } },
  options: { ...asOfOption, ...reportOptions },
} as const satisfies CommandShape;

export const policyCheckDefinition = defineCommand({
  name: 'policy check',
  summary: 'check an exclusion policy file',
  details:
    'All problems are listed at once, each with its line and column. Exit code 2 if there is one, or if the policy excludes every date in every state.',
  examples: ['policy check policy.yaml'],
  ...policyCheckShape,
  load: async () => (await import('../commands/policy-check.ts')).policyCheck,
});
