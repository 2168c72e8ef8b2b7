import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions } from './common-options.ts';
import { policyArgument } from './policy-argument.ts';

export const policyDiffShape = {
  arguments: { a: { ...policyArgument, name: 'A' }, b: { ...policyArgument, name: 'B' } },
  options: {
    db: {
      flags: '--db <file>',
      kind: 'text',
      text: 'a database whose stored policies may be named, by name or version',
    },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const policyDiffDefinition = defineCommand({
  name: 'policy diff',
  summary: 'list what differs between two exclusion policies',
  examples: ['policy diff default us-2026', 'policy diff default policy.yaml', 'policy diff 2 5 --db org.db'],
  ...policyDiffShape,
});
