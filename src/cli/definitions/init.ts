import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const initShape = {
  arguments: databaseArgument,
  options: {
    backup: { flags: '--no-backup', kind: 'switch', text: 'upgrade without a backup' },
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const initDefinition = defineCommand({
  name: 'init',
  summary: 'create an org database, or upgrade one to the current schema',
  details:
    'A SQLite file that already has a `contacts` table becomes an org database and keeps its rows. An upgrade takes the run lock and makes a backup first. The command restores tables, triggers, views and indexes of sendwindow that are missing or altered, if that loses nothing. Running it again changes nothing.',
  examples: ['init org.db', 'init org.db --no-backup'],
  ...initShape,
});
