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
  summary: 'make a new version with the policy of an older one',
  examples: ['policy rollback org.db 1'],
  ...policyRollbackShape,
});
