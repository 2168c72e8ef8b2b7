import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';
import { policyArgument } from './policy-argument.ts';

export const policyImpactShape = {
  arguments: { ...databaseArgument, policy: policyArgument },
  options: { ...asOfOption, ...configOption, ...organisationOptions, ...reportOptions },
} as const satisfies CommandShape;

export const policyImpactDefinition = defineCommand({
  name: 'policy impact',
  summary: 'report what activating a policy would change, without writing',
  details:
    'Plans twice, with the policy in force and with the other one, and compares mail by mail: by state how many contacts are affected, how many mails are gained, lost and moved, with examples.',
  examples: ['policy impact org.db policy.yaml', 'policy impact org.db us-2026 --as-of 2027-03-01 --json'],
  ...policyImpactShape,
});
