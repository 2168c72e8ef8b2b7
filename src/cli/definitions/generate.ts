import { type CommandShape, defineCommand } from '../command-definition.ts';
import { asOfOption, databaseArgument, reportOptions } from './common-options.ts';

export const generateShape = {
  arguments: databaseArgument,
  options: {
    contacts: { flags: '--contacts <number>', kind: 'integer', required: true, text: 'how many contacts' },
    seed: { flags: '--seed <text>', kind: 'text', text: 'the same seed gives the same data (default: 1)' },
    history: {
      flags: '--history <amount>',
      kind: 'choice',
      choices: ['some', 'none'],
      text: 'some: mails of the last 35 days, with clicks and answers; none: contacts and campaigns only (default: some)',
    },
    ...asOfOption,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const generateDefinition = defineCommand({
  name: 'generate',
  summary: 'fill a new org database with a synthetic organisation',
  details:
    'Creates the database if it does not exist; refuses one that already holds contacts, mails or campaigns. Dates count from --as-of: with it, the data is the same on any day.',
  examples: [
    'generate demo.db --contacts 10000',
    'generate big.db --contacts 3000000 --seed 7 --as-of 2027-03-01',
  ],
  ...generateShape,
});
