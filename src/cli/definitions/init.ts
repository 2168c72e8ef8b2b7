import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const initShape = {
  arguments: databaseArgument,
  options: reportOptions,
} as const satisfies CommandShape;

export const initDefinition = defineCommand({
  name: 'init',
  summary: 'create an org database, or upgrade one to the current schema',
  details:
    'A SQLite file that has a `contacts` table of its own becomes an org database; its rows stay. Running it again changes nothing.',
  examples: ['init org.db'],
  ...initShape,
  load: async () => (await import('../commands/init.ts')).init,
});
