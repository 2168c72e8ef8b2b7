import { type CommandShape, defineCommand } from '../command-definition.ts';
import { configOption, databaseArgument, reportOptions } from './common-options.ts';

export const backupListShape = {
  arguments: databaseArgument,
  options: { ...configOption, ...reportOptions },
} as const satisfies CommandShape;

export const backupListDefinition = defineCommand({
  name: 'backup list',
  summary: 'show the backups of a database, the newest first',
  details: 'Works for a damaged or missing database, too.',
  examples: ['backup list org.db'],
  ...backupListShape,
});
