import { type CommandShape, defineCommand } from '../command-definition.ts';
import { asOfOption, configOption, organisationOptions, reportOptions } from './common-options.ts';
import { policyArgument } from './policy-argument.ts';

export const policyShowShape = {
  arguments: { policy: { ...policyArgument, optional: true } },
  options: {
    db: {
      flags: '--db <file>',
      kind: 'text',
      text: 'the policy in force for this org database, with its state_rules and buffers',
    },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const policyShowDefinition = defineCommand({
  name: 'policy show',
  summary: 'explain the rule of each state in a sentence',
  details:
    'Without POLICY: the policy in force for --db, or the built-in policy `default` without --db. It is the exclusion policy of the organisation, not a statement of what any law says.',
  examples: ['policy show', 'policy show us-2026', 'policy show policy.yaml', 'policy show --db org.db'],
  ...policyShowShape,
});
