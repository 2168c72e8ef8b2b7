import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const runsListShape = {
  arguments: databaseArgument,
  options: {
    limit: {
      flags: '--limit <number>',
      kind: 'integer',
      minimum: 1,
      text: 'at most this many (default: 20)',
    },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const runsListDefinition = defineCommand({
  name: 'runs list',
  summary: 'show the runs of a database, the newest first',
  details:
    'Undos are runs too; for a run that was undone, the list names the undo. The column written counts mails inserted/updated/deleted.',
  examples: ['runs list org.db', 'runs list org.db --limit 5 --json'],
  ...runsListShape,
});
