import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';

export const runsUndoShape = {
  arguments: databaseArgument,
  options: {
    backup: { flags: '--no-backup', kind: 'switch', text: 'do not back up first' },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const runsUndoDefinition = defineCommand({
  name: 'runs undo',
  summary: 'undo the newest run that wrote something; repeat it to undo the run before that',
  details: `Restores a row if it still belongs to the planner, nothing has changed it since the run, and it would break no rule today; lists the other rows and leaves them.

The organisation is on hold afterwards, because the next run would plan the same again: fix the cause, then \`release\`.`,
  examples: ['runs undo org.db', 'runs undo org.db --json'],
  ...runsUndoShape,
});
