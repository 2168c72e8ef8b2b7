import { type CommandShape, defineCommand } from '../command-definition.ts';
import { byOption, databaseArgument, reportOptions } from './common-options.ts';

export const releaseShape = {
  arguments: databaseArgument,
  options: { ...byOption, ...reportOptions },
} as const satisfies CommandShape;

export const releaseDefinition = defineCommand({
  name: 'release',
  summary: 'end every hold: senders may send again',
  details: 'Who ended a hold, and when, is kept in the table holds.',
  examples: ['release org.db'],
  ...releaseShape,
});
