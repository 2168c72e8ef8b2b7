import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const releaseShape = {
  arguments: databaseArgument,
  options: reportOptions,
} as const satisfies CommandShape;

export const releaseDefinition = defineCommand({
  name: 'release',
  summary: 'end every hold: senders may send again',
  examples: ['release org.db'],
  ...releaseShape,
  load: async () => (await import('../commands/release.ts')).release,
});
