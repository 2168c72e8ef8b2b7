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
  summary: 'take back the newest run that wrote something; repeated, the one before it',
  details: `Rows come back as they were if they are still the planner's, are as the run left them, and would break no rule today; the others are listed and left.

The organisation is on hold afterwards, because the next run would plan the same again: fix the cause, then \`release\`.`,
  examples: ['runs undo org.db', 'runs undo org.db --json'],
  ...runsUndoShape,
});
