import { type CommandShape, defineCommand } from '../command-definition.ts';
import {
  asOfOption,
  configOption,
  databaseArgument,
  organisationOptions,
  reportOptions,
} from './common-options.ts';

export const volumeShape = {
  arguments: databaseArgument,
  options: {
    from: { flags: '--from <date>', kind: 'date', text: 'first date, YYYY-MM-DD (default: today)' },
    to: {
      flags: '--to <date>',
      kind: 'date',
      text: 'last date, YYYY-MM-DD (default: the last planned date)',
    },
    by: {
      flags: '--by <unit>',
      kind: 'choice',
      choices: ['day', 'week', 'month', 'type'],
      text: 'a bar per day, week or month, or a line per email type (default: the shortest of day, week and month that gives at most 62 bars)',
    },
    ...asOfOption,
    ...configOption,
    ...organisationOptions,
    ...reportOptions,
  },
} as const satisfies CommandShape;

export const volumeDefinition = defineCommand({
  name: 'volume',
  summary: 'show the mails per day against the daily cap, and their distribution',
  details:
    'Counts planned mails, and mails that a sender has taken unless they failed, bounced, were dropped or cancelled. The mean and the spread (standard deviation) include every date of the span, also dates without mail.',
  examples: [
    'volume org.db',
    'volume org.db --from 2027-01-01 --to 2027-01-31',
    'volume org.db --by type --json',
  ],
  ...volumeShape,
});
