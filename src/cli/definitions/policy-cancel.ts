import { type CommandShape, defineCommand } from '../command-definition.ts';
import { cancelOptions, versionedDatabaseArgument } from './common-options.ts';

export const policyCancelShape = {
  arguments: {
    ...versionedDatabaseArgument,
    version: { name: 'N', text: 'a version to come, from `policy versions`' },
  },
  options: cancelOptions,
} as const satisfies CommandShape;

export const policyCancelDefinition = defineCommand({
  name: 'policy cancel',
  summary: 'cancel a policy version that has not begun to count',
  details: 'The version stays in the list. One that counts already is taken back with policy rollback.',
  examples: ['policy cancel org.db 4 --reason "the date has changed"'],
  ...policyCancelShape,
});
