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
      text: 'activate even a policy that excludes every date in every state',
    },
    dropStates: {
      flags: '--drop-states',
      kind: 'switch',
      text: 'activate even a policy without a rule for states that have one now',
    },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const policyActivateDefinition = defineCommand({
  name: 'policy activate',
  summary: 'put an exclusion policy in force, as a new version',
  details:
    'It is valid at once, or from the day of --from on; until that day, policy cancel cancels it. Before you activate it, see what it would change: policy impact.',
  examples: ['policy activate org.db policy.yaml', 'policy activate org.db us-2026 --from 2027-01-01'],
  ...policyActivateShape,
});
