import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions, versionOptions } from './common-options.ts';

export const policyRollbackShape = {
  arguments: {
    db: { name: 'DB', text: 'the org database or the central database, a SQLite file' },
    version: { name: 'N', text: 'the version, from `policy versions`' },
  },
  options: {
    ...versionOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const policyRollbackDefinition = defineCommand({
  name: 'policy rollback',
  summary: 'make the policy of an older version count again, as a new version',
  examples: ['policy rollback org.db 1'],
  ...policyRollbackShape,
});
