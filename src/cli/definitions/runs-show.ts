import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const runsShowShape = {
  arguments: { ...databaseArgument, run: { name: 'RUN', text: 'the run id, from `runs list`' } },
  options: reportOptions,
} as const satisfies CommandShape;

export const runsShowDefinition = defineCommand({
  name: 'runs show',
  summary: 'show one run: what it read, wrote and went by',
  details:
    'With --json also its whole report, and the effective configuration and the exclusion policy that it used.',
  examples: ['runs show org.db 20270301T120000Z-7f3a9c'],
  ...runsShowShape,
});
