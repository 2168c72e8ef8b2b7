import { type CommandShape, defineCommand } from '../command-definition.ts';
import { cancelOptions, versionedDatabaseArgument } from './common-options.ts';

export const policyCancelShape = {
  arguments: {
    ...versionedDatabaseArgument,
    version: { name: 'N', text: 'a version that is not valid yet, from `policy versions`' },
  },
  options: cancelOptions,
} as const satisfies CommandShape;

export const policyCancelDefinition = defineCommand({
  name: 'policy cancel',
  summary: 'cancel a policy version that is not valid yet',
  details: 'The version stays in the list. To replace a version that is already valid, use policy rollback.',
  examples: ['policy cancel org.db 4 --reason "the date has changed"'],
  ...policyCancelShape,
});
