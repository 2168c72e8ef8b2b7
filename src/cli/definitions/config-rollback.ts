import { type CommandShape, defineCommand } from '../command-definition.ts';
import { reportOptions, versionOptions } from './common-options.ts';

export const configRollbackShape = {
  arguments: {
    db: { name: 'DB', text: 'the org database or the central database, a SQLite file' },
    version: { name: 'N', text: 'the version, from `config versions`; 0: no stored configuration' },
  },
  options: {
    ...versionOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const configRollbackDefinition = defineCommand({
  name: 'config rollback',
  summary: 'make a new version with the content of an older one',
  examples: ['config rollback org.db 3'],
  ...configRollbackShape,
});
