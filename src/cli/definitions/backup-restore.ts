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
      text: 'the newest backup, instead of naming one; not one that runs undo has made',
    },
    hold: {
      flags: '--no-hold',
      kind: 'switch',
      text: 'let senders go on at once: only where nothing has gone out since the backup',
    },
    ...configOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const backupRestoreDefinition = defineCommand({
  name: 'backup restore',
  summary: 'put a backup in the place of the database',
  details: `Stop senders and importers first: while another program has the database open, nothing is changed. The present database is kept beside it as DB.before-restore-TIME.

What went out since the backup was made is due once more in it. So the restored database is on hold: mark what went out (docs/operations.md says how), then \`release\`.`,
  examples: ['backup restore org.db --newest', 'backup restore org.db org.db-2027-03-01T12-00-00Z.backup'],
  ...backupRestoreShape,
});
