import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions, versionOptions } from './common-options.ts';
import { policyArgument } from './policy-argument.ts';

export const policyActivateShape = {
  arguments: {
    db: { name: 'DB', text: 'the org database or the central database, a SQLite file' },
    policy: policyArgument,
  },
  options: {
    ...versionOptions,
    force: {
      flags: '--force',
      kind: 'switch',
      text: 'also a policy that excludes every date in every state',
    },
    dropStates: {
      flags: '--drop-states',
      kind: 'switch',
      text: 'also a policy that has no rule for states for which the policy in force has one',
    },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const policyActivateDefinition = defineCommand({
  name: 'policy activate',
  summary: 'make an exclusion policy the one that counts, as a new version',
  details:
    'It counts at once, or from the day of --from on; until then policy cancel takes it back. See before what it would change: policy impact.',
  examples: ['policy activate org.db policy.yaml', 'policy activate org.db us-2026 --from 2027-01-01'],
  ...policyActivateShape,
});
