import { type CommandShape, defineCommand } from '../command-definition.ts';
import { databaseArgument, reportOptions } from './common-options.ts';

export const runsShowShape = {
  arguments: { ...databaseArgument, run: { name: 'RUN', text: 'the run id, from `runs list`' } },
  options: reportOptions,
} as const satisfies CommandShape;

export const runsShowDefinition = defineCommand({
  name: 'runs show',
  summary: 'show one run: what it read, wrote and used',
  details:
    'With --json, the whole report, the effective configuration and the exclusion policy that it used are included.',
  examples: ['runs show org.db 20270301T120000Z-7f3a9c'],
  ...runsShowShape,
});
