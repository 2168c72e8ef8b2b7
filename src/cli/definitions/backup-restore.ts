import { type CommandShape, defineCommand } from '../command-definition.ts';
import { configOption, databaseArgument, reportOptions } from './common-options.ts';

export const backupRestoreShape = {
  arguments: {
    ...databaseArgument,
    backup: {
      name: 'BACKUP',
      text: 'the backup: its name in the backup folder, or a path',
      optional: true,
    },
  },
  options: {
    newest: {
      flags: '--newest',
      kind: 'switch',
      text: 'restore the newest backup that was not made by runs undo',
    },
    hold: {
      flags: '--no-hold',
      kind: 'switch',
      text: 'do not place a hold: only if nothing has gone out since the backup',
    },
    ...configOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const backupRestoreDefinition = defineCommand({
  name: 'backup restore',
  summary: 'replace the database with a backup',
  details: `Stop senders and importers first: the command changes nothing while another program has the database open. It keeps the present database in the same folder as DB.before-restore-TIME.

In the restored database, mail that went out after the backup is due again. So it is on hold: mark what went out (docs/operations.md says how), then \`release\`.`,
  examples: ['backup restore org.db --newest', 'backup restore org.db org.db-2027-03-01T12-00-00Z.backup'],
  ...backupRestoreShape,
});
