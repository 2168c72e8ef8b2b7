import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';

export const verifyShape = {
  arguments: databaseArgument,
  options: {
    limit: {
      flags: '--limit <number>',
      kind: 'integer',
      minimum: 1,
      text: 'show at most this many rows in the table (default: 20)',
    },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const verifyDefinition = defineCommand({
  name: 'verify',
  summary: 'check the planned mails of a database against the rules',
  details:
    'Checks the pre-scheduled rows dated today or later, no matter which program wrote them, with the same check that every run makes of its plan. Writes nothing. Exit code 4 if it finds a violation.',
  examples: ['verify org.db', 'verify org.db --as-of 2027-03-01 --json'],
  ...verifyShape,
});
