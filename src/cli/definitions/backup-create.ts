import { type CommandShape, defineCommand } from '../command-definition.ts';
import { configOption, databaseArgument, reportOptions } from './common-options.ts';

export const backupCreateShape = {
  arguments: databaseArgument,
  options: { ...configOption, ...reportOptions },
} as const satisfies CommandShape;

export const backupCreateDefinition = defineCommand({
  name: 'backup create',
  summary: 'back up a database now, as every run does before it writes',
  details:
    'Writes the backup to `backup.directory`, checks it, and deletes backups older than `backup.retention_days`, but never the newest one. The database may be in use, but no run may be under way.',
  examples: ['backup create org.db'],
  ...backupCreateShape,
});
