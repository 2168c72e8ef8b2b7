import { type CommandShape, defineCommand } from '../command-definition.ts';
import { configOption, databaseArgument, reportOptions } from './common-options.ts';

export const backupVerifyShape = {
  arguments: {
    ...databaseArgument,
    backup: {
      name: 'BACKUP',
      text: 'the backup: its name in the backup folder, or a path; all of them if none is named',
      optional: true,
    },
  },
  options: { ...configOption, ...reportOptions },
} as const satisfies CommandShape;

export const backupVerifyDefinition = defineCommand({
  name: 'backup verify',
  summary: 'read backups from end to end and check that they can be restored',
  details: 'Writes nothing. Exit code 1 if a backup cannot be restored.',
  examples: ['backup verify org.db', 'backup verify org.db org.db-2027-03-01T12-00-00Z.backup'],
  ...backupVerifyShape,
});
