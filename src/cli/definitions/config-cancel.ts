import { type CommandShape, defineCommand } from '../command-definition.ts';
import { cancelOptions, versionedDatabaseArgument } from './common-options.ts';

export const configCancelShape = {
  arguments: {
    ...versionedDatabaseArgument,
    version: { name: 'N', text: 'a version to come, from `config versions`' },
  },
  options: cancelOptions,
} as const satisfies CommandShape;

export const configCancelDefinition = defineCommand({
  name: 'config cancel',
  summary: 'cancel a configuration version that has not begun to count',
  details: 'The version stays in the list. One that counts already is taken back with config rollback.',
  examples: ['config cancel org.db 4 --reason "the date has changed"'],
  ...configCancelShape,
});
