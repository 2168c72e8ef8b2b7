import { type CommandShape, defineCommand } from '../command-definition.ts';
import { cancelOptions, versionedDatabaseArgument } from './common-options.ts';

export const configCancelShape = {
  arguments: {
    ...versionedDatabaseArgument,
    version: { name: 'N', text: 'a version that is not valid yet, from `config versions`' },
  },
  options: cancelOptions,
} as const satisfies CommandShape;

export const configCancelDefinition = defineCommand({
  name: 'config cancel',
  summary: 'cancel a configuration version that is not valid yet',
  details: 'The version stays in the list. To replace a version that is already valid, use config rollback.',
  examples: ['config cancel org.db 4 --reason "the date has changed"'],
  ...configCancelShape,
});
